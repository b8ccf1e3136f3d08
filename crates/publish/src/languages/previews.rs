//! Words for documents that only their author sees, in the languages of the interface. They are no words of the
//! interface itself, which every visitor loads.

use feuillet_content::date::Date;

use super::is_spoken_in;
use crate::options::HiddenKind;

/// Words for a draft, for a document that comes on `{date}`, and for one that expired, by lowercase BCP 47 tag. English
/// comes first, because it is the fallback; a variant follows its language.
const WORDS: [(&str, [&str; 3]); 13] = [
    ("en", ["Draft", "Scheduled for {date}", "Expired"]),
    ("ar", ["مسودة", "موعد النشر {date}", "منتهي الصلاحية"]),
    ("de", ["Entwurf", "Geplant für {date}", "Abgelaufen"]),
    ("es", ["Borrador", "Programado para el {date}", "Caducado"]),
    ("fa", ["پیش‌نویس", "زمان انتشار: {date}", "منقضی‌شده"]),
    ("fr", ["Brouillon", "Prévu pour le {date}", "Expiré"]),
    ("it", ["Bozza", "Programmato per il {date}", "Scaduto"]),
    ("ja", ["下書き", "{date}に公開予定", "期限切れ"]),
    ("nl", ["Concept", "Gepland voor {date}", "Verlopen"]),
    ("pt", ["Rascunho", "Agendado para {date}", "Expirado"]),
    ("pt-pt", ["Rascunho", "Agendado para {date}", "Expirado"]),
    ("zh", ["草稿", "定于{date}发布", "已过期"]),
    ("zh-hant", ["草稿", "排定於{date}發布", "已過期"]),
];

/// Says in a language (BCP 47 tag) why visitors do not get a document. `date_text` writes a date in that language.
pub(crate) fn label(language: &str, kind: HiddenKind, date_text: impl Fn(Date) -> String) -> String {
    // Longer tags come later in the list, so they override shorter ones.
    let known = WORDS.iter().rfind(|(name, _)| is_spoken_in(name, language));
    let [draft, coming, expired] = known.unwrap_or(&WORDS[0]).1;
    match kind {
        HiddenKind::Draft | HiddenKind::NoPage => draft.to_owned(),
        HiddenKind::Coming(moment) => coming.replace("{date}", &date_text(moment.date)),
        HiddenKind::Expired(_) => expired.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use feuillet_dialects::front_matter::dates;

    use super::super::FILES;
    use super::*;

    #[test]
    fn every_language_of_the_interface_has_the_words() {
        let names = |names: &[(&str, &str)]| names.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
        let own: Vec<String> = WORDS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(own, names(&FILES));
        assert!(WORDS.iter().all(|(_, words)| words[1].contains("{date}")));
    }

    #[test]
    fn labels_are_in_the_language_of_the_blog() {
        let moment = dates::moment("2027-05-03 10:30 +02:00").expect("a moment");
        for (language, kind, expected) in [
            ("en-GB", HiddenKind::Coming(moment), "Scheduled for 2027-05-03"),
            ("fr", HiddenKind::Draft, "Brouillon"),
            ("zh-TW", HiddenKind::Expired(moment), "已過期"),
            ("pt_BR", HiddenKind::Draft, "Rascunho"),
            // Nobody speaks it here.
            ("fi", HiddenKind::Draft, "Draft"),
        ] {
            assert_eq!(label(language, kind, |date| date.to_string()), expected, "{language}");
        }
    }
}
