//! Names of months in the languages that blogs are written in.

/// Names of months, from January on. A name may be cut off after three letters or more, if no other month begins like
/// that.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "janvier",
        "januar",
        "jänner",
        "enero",
        "janeiro",
        "gennaio",
        "januari",
        "января",
    ],
    &[
        "february",
        "février",
        "fevrier",
        "februar",
        "febrero",
        "fevereiro",
        "febbraio",
        "februari",
        "февраля",
    ],
    &[
        "march",
        "mars",
        "märz",
        "maerz",
        "marz",
        "marzo",
        "março",
        "marco",
        "maart",
        "марта",
    ],
    &["april", "avril", "abril", "aprile", "апреля"],
    &["may", "mai", "mayo", "maio", "maggio", "mei", "мая"],
    &["june", "juin", "juni", "junio", "junho", "giugno", "июня"],
    &["july", "juillet", "juli", "julio", "julho", "luglio", "июля"],
    &["august", "août", "aout", "agosto", "augustus", "августа"],
    &[
        "september",
        "septembre",
        "septiembre",
        "setembro",
        "settembre",
        "сентября",
    ],
    &[
        "october",
        "octobre",
        "oktober",
        "octubre",
        "outubro",
        "ottobre",
        "октября",
    ],
    &["november", "novembre", "noviembre", "novembro", "ноября"],
    &[
        "december",
        "décembre",
        "decembre",
        "dezember",
        "diciembre",
        "dezembro",
        "dicembre",
        "декабря",
    ],
];

/// Returns the number of a month by its name or an unambiguous beginning of it: `juil` -> 7.
pub(super) fn month_named(name: &str) -> Option<usize> {
    if name.chars().count() < 3 {
        return None;
    }
    let mut months = (1..)
        .zip(MONTHS)
        .filter(|(_, names)| names.iter().any(|full| full.starts_with(name)));
    let (month, _) = months.next()?;
    months.next().is_none().then_some(month)
}
