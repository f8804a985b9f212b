"""Numbers, days and rupiah in words, as Indonesian deeds write them."""

from datetime import date

_ONES = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_STEPS = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def number_in_words(number: int) -> str:
    """`1250` is “seribu dua ratus lima puluh”; from 0 up to below 10^15."""
    if not 0 <= number < 10**15:
        raise ValueError("only from 0 up to below 10^15")
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return _joined(f"{_ONES[number // 10]} puluh", number % 10)
    if number < 200:
        return _joined("seratus", number - 100)
    if number < 1000:
        return _joined(f"{_ONES[number // 100]} ratus", number % 100)
    if number < 2000:
        return _joined("seribu", number - 1000)
    if number < 10**6:
        return _joined(f"{number_in_words(number // 1000)} ribu", number % 1000)
    size, name = next(step for step in _STEPS if number >= step[0])
    return _joined(f"{number_in_words(number // size)} {name}", number % size)


def _joined(head: str, rest: int) -> str:
    return f"{head} {number_in_words(rest)}" if rest else head


def day_text(day: date) -> str:
    """`4 Januari 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """`Senin, tanggal empat bulan Januari tahun dua ribu dua puluh tujuh (04-01-2027)`."""
    return (
        f"{WEEKDAYS[day.weekday()]}, tanggal {number_in_words(day.day)} "
        f"bulan {MONTHS[day.month - 1]} tahun {number_in_words(day.year)} ({day:%d-%m-%Y})"
    )


def rupiah_in_words(amount_idr: int) -> str:
    """`Rp1.500.000,00 (satu juta lima ratus ribu rupiah)`."""
    figure = f"{amount_idr:,}".replace(",", ".")
    return f"Rp{figure},00 ({number_in_words(amount_idr)} rupiah)"
