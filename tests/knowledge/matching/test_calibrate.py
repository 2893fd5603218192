"""A base teaches the matcher when to answer: within the budget, the same twice, never from what it was shown."""

import itertools

import pytest
from samples import EDITION

from knowledge.entries import calibrated, shipped_fits
from knowledge.files import HOME, read_edition
from knowledge.matching.calibrate import FEWEST_ENTRIES, Budget, base_digest, calibrate
from knowledge.matching.facets import Lexicon, read_lexicon
from knowledge.matching.matcher import Known, Matcher
from knowledge.matching.model import CERTAINTY, Model, read_model
from knowledge.matching.normalize import Normalizer, read_slang
from knowledge.matching.rerank import LIKENESS

VERBS = ["memakai", "meminjam", "menjual", "membawa", "menyimpan", "menitip", "membeli", "mencuci"]
THINGS = ["perahu", "sepeda", "kerbau", "gitar", "lemari", "payung", "kuali"]
FRAMES = [
    "bolehkah pegawai {}",
    "apa hukumnya {} bagi pegawai",
    "{} boleh tidak",
    "saya {} kemarin, melanggar?",
    "kalau {} kena sanksi apa",
    "aturan {}",
    "teman saya {} di kantor",
    "{} itu dilarang?",
]


@pytest.fixture(scope="module")
def lexicon(normalize: Normalizer) -> Lexicon:
    return read_lexicon(normalize)


@pytest.fixture(scope="module")
def base() -> dict[str, Known]:
    pairs = itertools.product(VERBS, THINGS)
    return {f"{verb}-{thing}": Known([frame.format(f"{verb} {thing}") for frame in FRAMES]) for verb, thing in pairs}


@pytest.fixture(scope="module")
def model(base: dict[str, Known], normalize: Normalizer, lexicon: Lexicon) -> Model:
    return calibrate(base, normalize, lexicon, lambda asked, answered: asked == answered)


def test_the_same_base_teaches_the_same(
    base: dict[str, Known], model: Model, normalize: Normalizer, lexicon: Lexicon
) -> None:
    again = calibrate(base, normalize, lexicon, lambda asked, answered: asked == answered)
    assert again == model
    assert Model.from_json(again.to_json()).to_json() == model.to_json()


def test_a_clear_base_is_answered_and_what_it_lacks_is_not(
    base: dict[str, Known], model: Model, normalize: Normalizer, lexicon: Lexicon
) -> None:
    matcher = Matcher(normalize, lexicon, model, base)
    answered = [
        matcher.match(f"mohon info, {verb} {thing} apakah boleh").decision for verb in VERBS for thing in THINGS
    ]
    assert sum(decision.band == "answer" for decision in answered) > len(answered) * 0.8
    lacking = [matcher.match(f"bolehkah pegawai {verb} kompor").decision for verb in VERBS]
    assert all(decision.band != "answer" for decision in lacking)


def test_a_smaller_budget_never_answers_more(base: dict[str, Known], normalize: Normalizer, lexicon: Lexicon) -> None:
    def right(asked: str, answered: str) -> bool:
        return asked.split("-")[1] == answered.split("-")[1]

    strict = calibrate(base, normalize, lexicon, right, Budget(wrong=0.001))
    loose = calibrate(base, normalize, lexicon, right, Budget(wrong=0.2))
    assert loose.answer <= strict.answer
    assert loose.answer >= Budget().floor


def test_when_nothing_is_right_nothing_is_answered(
    base: dict[str, Known], normalize: Normalizer, lexicon: Lexicon
) -> None:
    assert calibrate(base, normalize, lexicon, lambda _asked, _answered: False).answer == 1.0


def test_a_small_base_teaches_nothing(base: dict[str, Known], normalize: Normalizer, lexicon: Lexicon) -> None:
    few = dict(itertools.islice(base.items(), FEWEST_ENTRIES - 1))
    thin = {entry: Known(known.phrasings[:5]) for entry, known in base.items()}
    for small in (few, thin):
        with pytest.raises(ValueError, match="at least"):
            calibrate(small, normalize, lexicon, lambda asked, answered: asked == answered)


def test_a_model_for_other_features_is_refused() -> None:
    text = read_model().to_json()
    assert Model.from_json(text) == read_model()
    with pytest.raises(ValueError, match="other features"):
        Model.from_json(text.replace(LIKENESS[0], "lain"))
    with pytest.raises(ValueError, match="other features"):
        Model.from_json(text.replace(CERTAINTY[1], "lain"))


def test_what_is_learned_depends_on_base_lists_and_budget(normalize: Normalizer, lexicon: Lexicon) -> None:
    base = {"a": Known(["satu", "dua"], {"act": frozenset({"like"})})}
    same = base_digest({"a": Known(("satu", "dua"), {"act": frozenset({"like"})})}, normalize, lexicon)
    other_forms = Lexicon.of({"act": {"like": ["jempol"]}}, normalize)
    assert base_digest(base, Normalizer(read_slang()), lexicon) == same
    assert same not in {
        base_digest({"a": Known(["satu"], {"act": frozenset({"like"})})}, normalize, lexicon),
        base_digest({"a": Known(["satu", "dua"])}, normalize, lexicon),
        base_digest(base, Normalizer({"blh": ("boleh",)}), lexicon),
        base_digest(base, normalize, other_forms),
        base_digest(base, normalize, lexicon, Budget(wrong=0.02)),
    }


def test_the_shipped_model_was_learned_from_the_shipped_base() -> None:
    assert shipped_fits(read_edition(HOME))


def test_the_shipped_model_is_on_the_careful_side() -> None:
    model = read_model()
    assert model.answer >= Budget().floor
    assert 0 < model.clarify < model.answer


def test_an_edition_too_small_to_learn_from_says_so(normalize: Normalizer) -> None:
    with pytest.raises(ValueError, match="at least"):
        calibrated(EDITION, normalize)
