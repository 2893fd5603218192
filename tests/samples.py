"""A small knowledge base for tests: two laws, a decree, five entries that differ in one thing each."""

import datetime
from collections.abc import Sequence
from typing import Any

from knowledge.documents import Answer, EntryDocument, Facets, InstrumentDocument, ProvisionDocument
from knowledge.files import Edition

CHECKED = datetime.date(2026, 11, 27)
REVIEW_BY = datetime.date(2036, 5, 27)


def entry(id: str, title: str, topic: str, phrasings: Sequence[str], **changes: Any) -> EntryDocument:  # noqa: A002
    """An entry with everything in order; `changes` replace single fields."""
    fields: dict[str, Any] = {
        "id": id,
        "title": title,
        "topics": (topic,),
        "putusan": "tidak",
        "facets": Facets(actor=("asn",)),
        "citations": ("PP 94/2021 Pasal 5 huruf n angka 6", "SKB 2022 Lampiran II kode etik angka 4"),
        "confidence": "tinggi",
        "facts": ("HAD-B4.2", "SKB22-A4"),
        "checked": CHECKED,
        "review_by": REVIEW_BY,
        "phrasings": tuple(phrasings),
        "answer": Answer(reason=f"{title} dibaca sebagai keberpihakan.", advice="Baca tanpa menekan apa pun."),
    }
    return EntryDocument(**{**fields, **changes})


LIKE = entry(
    "like-unggahan-calon",
    "Menyukai unggahan calon",
    "like",
    [
        "Apakah ASN boleh menyukai unggahan calon bupati?",
        "like postingan paslon boleh ga",
        "pns kasih jempol di ig caleg",
        "terlanjur like status kandidat di facebook",
        "hukumnya ngelike akun paslon",
        "apa akibatnya kalau saya menekan tombol suka pada unggahan calon",
        "like",
        "bolehkah pegawai menyukai konten kampanye",
    ],
)
COMMENT = entry(
    "komentar-unggahan-calon",
    "Mengomentari unggahan calon",
    "komentar",
    [
        "Apakah ASN boleh berkomentar di unggahan calon?",
        "komen di ig paslon boleh ga",
        "pns nulis komentar semangat di akun caleg",
        "sy komen status cabup di fb gmn",
        "hukum menulis komentar dukungan di medsos",
        "balas komentar di postingan kandidat",
        "komentar",
        "bolehkah pegawai mengomentari konten kampanye",
    ],
)
ATTEND = entry(
    "hadir-kampanye",
    "Menghadiri kampanye",
    "hadir-kampanye",
    [
        "Apakah ASN boleh menghadiri kampanye?",
        "datang ke kampanye terbuka boleh ga",
        "pns nonton kampanye akbar di lapangan",
        "hadir kampanye cuma dengerin visi misi",
        "ikut hadir rapat umum calon gubernur",
        "sy diajak tetangga ke kampanye, boleh datang?",
        "hadir kampanye",
        "bolehkah pegawai berada di lokasi kampanye di luar jam kerja",
    ],
    putusan="bersyarat",
    confidence="sedang",
    citations=("PP 94/2021 Pasal 5 huruf n angka 1",),
    answer=Answer(
        reason="Yang dilarang adalah hadir sambil menunjukkan dukungan.",
        advice="Paling aman tidak datang.",
        certainty="Pendapat pejabat terbelah: ada yang membolehkan hadir pasif, ada yang meminta tidak hadir.",
    ),
)
RESIGN = entry(
    "mundur-pilkada",
    "Kapan ASN mundur untuk pilkada",
    "mundur-pilkada",
    [
        "Kapan ASN harus mundur bila maju pilkada?",
        "pns nyabup wajib mengundurkan diri kapan",
        "syarat mundur jadi calon bupati",
        "kalau mau nyalon walikota kapan resign",
        "apakah harus berhenti dari asn saat mendaftar ke kpu",
        "mundur sebelum atau sesudah ditetapkan",
        "mundur pilkada",
        "surat pengunduran diri pns yang maju gubernur",
    ],
    putusan="info",
    answer=Answer(reason="ASN mundur tertulis sejak ditetapkan sebagai calon."),
)
ABOUT = entry(
    "tentang-layanan",
    "Siapa Netral",
    "tentang-layanan",
    [
        "ini bot apa",
        "siapa yang mengelola layanan ini",
        "kamu siapa sebenarnya",
        "netral itu apa",
        "bot ini resmi atau bukan",
        "siapa di balik nomor ini",
        "tentang bot",
        "apakah ini robot atau manusia",
    ],
    putusan="info",
    citations=(),
    facets=Facets(),
    facts=("layanan",),
    answer=Answer(reason="Saya pemandu otomatis tentang netralitas ASN."),
)

PP94 = InstrumentDocument(
    code="pp-94-2021",
    cite="PP 94/2021",
    title="Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil",
    kind="PP",
    number="94",
    year=2021,
    in_force_from=datetime.date(2021, 8, 31),
    status="berlaku",
    confidence="tinggi",
    facts=("HAD-B1",),
    provisions=(
        ProvisionDocument(
            pinpoint="Pasal 5 huruf n angka 1",
            text="PNS dilarang ikut kampanye.",
            confidence="sedang",
            facts=("HAD-B4.2",),
        ),
        ProvisionDocument(
            pinpoint="Pasal 5 huruf n angka 6",
            text="PNS dilarang mengadakan kegiatan yang memihak.",
            confidence="tinggi",
        ),
    ),
)
PP53 = InstrumentDocument(
    code="pp-53-2010",
    cite="PP 53/2010",
    title="Peraturan Pemerintah Nomor 53 Tahun 2010 tentang Disiplin Pegawai Negeri Sipil",
    kind="PP",
    status="dicabut",
    successor="pp-94-2021",
    confidence="tinggi",
    provisions=(
        ProvisionDocument(
            pinpoint="Pasal 4 angka 12",
            text="Larangan lama.",
            successor="PP 94/2021 Pasal 5 huruf n angka 1",
            confidence="tinggi",
        ),
    ),
)
SKB = InstrumentDocument(
    code="skb-2022",
    cite="SKB 2022",
    title="Keputusan bersama lima lembaga tentang netralitas",
    kind="SKB",
    in_force_from=datetime.date(2022, 9, 22),
    status="berlaku",
    confidence="tinggi",
    provisions=(
        ProvisionDocument(
            pinpoint="Lampiran II kode etik angka 4",
            text="Unggahan, komentar, suka bagi bakal calon.",
            confidence="tinggi",
        ),
    ),
)

EDITION = Edition([LIKE, COMMENT, ATTEND, RESIGN, ABOUT], [PP94, PP53, SKB])
