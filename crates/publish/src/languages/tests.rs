//! Tests of the texts and formats of each language.

use std::collections::BTreeSet;

use feuillet_content::date::Date;

use super::*;
use crate::languages::formats::Order;

/// Languages with a file, and others that authors are likely to write in.
const TAGS: [&str; 22] = [
    "en", "en-GB", "en-US", "ar", "ar-EG", "ar-MA", "de", "es", "es-MX", "fa", "fr", "fr-CA", "it", "ja", "nl", "pt",
    "pt-PT", "zh", "zh-TW", "ru", "pl", "he",
];

#[test]
fn each_language_says_everything_and_fills_the_same_places() {
    let english = texts_of(FILES[0].1).unwrap();
    for (name, _) in FILES {
        let language = spoken_texts(name).unwrap();
        assert_eq!(
            language.keys().collect::<Vec<_>>(),
            english.keys().collect::<Vec<_>>(),
            "{name}"
        );
        let locale = formats::locale_of(name);
        let forms = texts::forms(&formats::categories(&locale));
        for (key, text) in &language {
            if key != "first_of_month" {
                assert!(text.texts().all(|text| !text.trim().is_empty()), "{name}: {key}");
            }
            match (text, &english[key]) {
                (Text::Counted(texts), Text::Counted(_)) => {
                    let expected: BTreeSet<&str> = forms.iter().map(|form| form.text).collect();
                    let given: Vec<&str> = texts.keys().map(String::as_str).collect();
                    assert_eq!(given, expected.into_iter().collect::<Vec<_>>(), "{name}: {key}");
                    // A single form may spell its number out, but all forms together use the same placeholders.
                    assert_eq!(text.places(), english[key].places(), "{name}: {key}");
                }
                (Text::Counted(_), Text::One(_)) => panic!("{name}: {key} does not depend on a number"),
                (Text::One(_), _) => assert_eq!(text.places(), english[key].places(), "{name}: {key}"),
            }
        }
    }
}

#[test]
fn every_word_that_the_reader_knows_is_said() {
    for tag in TAGS {
        let words = Vec::from(spoken(tag).words);
        // Empty means: ASCII digits, one form for all numbers, no special first of the month.
        let may_be_empty = ["digits", "plurals", "first_of_month"];
        for (key, text) in words {
            assert!(!text.is_empty() || may_be_empty.contains(&&*key), "{tag}: {key}");
        }
    }
}

#[test]
fn dates_are_written_as_people_write_them() {
    for (language, date, expected) in [
        ("fr", "2020-04-11", "11 avril 2020"),
        ("fr-CA", "2024-05-01", "1er mai 2024"),
        ("en", "2020-04-01", "1 April 2020"),
        ("en-GB", "2020-04-01", "1 April 2020"),
        ("en-US", "2020-04-01", "April 1, 2020"),
        ("de", "2020-04-01", "1. April 2020"),
        ("de-AT", "2020-01-02", "2. Jänner 2020"),
        ("es", "2020-04-11", "11 de abril de 2020"),
        ("pt", "2020-04-01", "1º de abril de 2020"),
        ("it", "2020-04-11", "11 aprile 2020"),
        ("nl", "2020-04-11", "11 april 2020"),
        ("ja", "2020-04-11", "2020年4月11日"),
        ("zh", "2020-12-22", "2020年12月22日"),
        ("zh_TW", "2020-12-22", "2020年12月22日"),
        ("ar", "2020-04-11", "11 أبريل 2020"),
        ("ar-EG", "2020-04-11", "١١ أبريل ٢٠٢٠"),
        ("ar-MA", "2020-04-11", "11 أبريل 2020"),
        ("fa", "2020-04-11", "۱۱ آوریل ۲۰۲۰"),
        ("ru", "2020-04-11", "11 апреля 2020\u{202f}г."),
        ("pl", "2020-04-11", "11 kwietnia 2020"),
        ("no-such-language-at-all", "2020-04-11", "2020-04-11"),
    ] {
        let Speech { words, dates, .. } = spoken(language);
        let date = Date::parse(date).unwrap();
        assert_eq!(dates.text(date, &words), expected, "{language}");
        // The reader itself formats the date of a file that was put on the host by hand.
        assert_eq!(words.date_text(date), expected, "{language}");
    }
}

#[test]
fn days_below_their_year_are_written_without_it() {
    for (language, date, expected) in [
        ("fr", "2020-04-11", "11 avr."),
        ("fr", "2020-01-01", "1er janv."),
        ("fr", "2020-11-21", "21 nov."),
        ("en", "2020-09-30", "30 Sept"),
        ("en-US", "2020-04-01", "Apr 1"),
        ("de", "2020-09-30", "30. Sept."),
        ("es", "2020-04-11", "11 abr"),
        ("pt", "2020-04-11", "11 de abr."),
        ("it", "2020-04-11", "11 apr"),
        ("nl", "2020-04-11", "11 apr"),
        ("ja", "2020-04-11", "4月11日"),
        ("zh", "2020-12-22", "12月22日"),
        ("zh_TW", "2020-12-22", "12月22日"),
        ("ar", "2020-04-11", "11 أبريل"),
        ("ar-EG", "2020-04-11", "١١ أبريل"),
        ("fa", "2020-04-11", "۱۱ آوریل"),
        ("no-such-language-at-all", "2020-04-11", "2020-04-11"),
    ] {
        let Speech { words, dates, .. } = spoken(language);
        assert_eq!(
            dates.day_text(Date::parse(date).unwrap(), &words),
            expected,
            "{language}"
        );
    }
    let Speech { words, dates, .. } = speech("fa", &Texts::new(), CalendarSetting::Persian).unwrap();
    assert_eq!(dates.day_text(Date::parse("2024-03-20").unwrap(), &words), "۱ فروردین");
}

#[test]
fn dates_of_the_persian_calendar_are_asked_for() {
    let Speech { words, dates, .. } = speech("fa", &Texts::new(), CalendarSetting::Persian).unwrap();
    for (date, expected, year) in [
        ("2024-03-19", "۲۹ اسفند ۱۴۰۲", 1402),
        ("2024-03-20", "۱ فروردین ۱۴۰۳", 1403),
        ("2020-04-11", "۲۳ فروردین ۱۳۹۹", 1399),
    ] {
        let date = Date::parse(date).unwrap();
        assert_eq!(dates.text(date, &words), expected);
        assert_eq!(dates.year(date), year);
    }
}

#[test]
fn posts_are_counted_as_people_count_them() {
    for (language, count, expected) in [
        ("en", 0, "0 posts"),
        ("en", 1, "1 post"),
        ("en", 12_345, "12,345 posts"),
        ("fr", 0, "0 billet"),
        ("fr", 1, "1 billet"),
        ("fr", 1234, "1\u{202f}234 billets"),
        ("de", 12_345, "12.345 Beiträge"),
        ("es", 1234, "1234 entradas"),
        ("ja", 3, "3件の記事"),
        ("ar", 0, "لا تدوينات"),
        ("ar", 1, "تدوينة واحدة"),
        ("ar", 2, "تدوينتان"),
        ("ar", 3, "3 تدوينات"),
        ("ar", 11, "11 تدوينة"),
        ("ar-EG", 100, "١٠٠ تدوينة"),
        ("ar-EG", 103, "١٠٣ تدوينات"),
        ("ar-EG", 1102, "١٬١٠٢ تدوينة"),
        ("ar-MA", 7, "7 تدوينات"),
        ("fa", 12, "۱۲ نوشته"),
        // No Russian texts, so English is the fallback, with its plural forms.
        ("ru", 1, "1 posts"),
        ("ru", 21, "21 posts"),
        ("ja-JP", 1, "1件の記事"),
        ("xx", 1, "1 posts"),
        ("zh-CN", 3, "3 篇文章"),
    ] {
        assert_eq!(
            spoken(language).words.post_count_text(count),
            expected,
            "{language} {count}"
        );
    }
}

#[test]
fn the_rule_that_the_reader_gets_is_that_of_the_language() {
    for tag in TAGS {
        let locale = formats::locale_of(tag);
        let numbers = formats::categories(&locale);
        let forms = texts::forms(&numbers);
        let of_categories = Text::Counted(
            formats::CATEGORIES
                .map(|(name, _)| (name.to_owned(), name.to_owned()))
                .into(),
        );
        let own = Texts::from([("post_count".to_owned(), of_categories)]);
        let words = speech(tag, &own, CalendarSetting::Gregorian).unwrap().words;
        let rules = icu_plurals::PluralRules::try_new_cardinal((&locale).into()).unwrap();
        for number in (0..=2_000).chain([9_999, 10_000, 100_001, 999_999_u32]) {
            let said = words.post_count_text(number as usize);
            let category = rules.category_for(number);
            let (name, _) = formats::CATEGORIES
                .iter()
                .find(|(_, known)| *known == category)
                .unwrap();
            assert_eq!(said, *name, "{tag}: {number} of {forms:?}");
        }
    }
}

#[test]
fn an_author_may_say_something_else_or_speak_a_language_that_nobody_taught() {
    let own: Texts = serde_yaml::from_str(
        "tags: Темы\npost_count:\n  one: \"{count} запись\"\n  few: \"{count} записи\"\n  other: \"{count} записей\"\n",
    )
    .unwrap();
    let Speech { words, missing, .. } = speech("ru", &own, CalendarSetting::Gregorian).unwrap();
    assert_eq!(&words[Word::Tags], "Темы");
    assert_eq!(&words[Word::Categories], "Categories");
    for (count, expected) in [
        (1, "1 запись"),
        (22, "22 записи"),
        (11, "11 записей"),
        (101, "101 запись"),
    ] {
        assert_eq!(words.post_count_text(count), expected);
    }
    assert!(!missing.contains(&"tags".to_owned()) && missing.contains(&"categories".to_owned()));
    assert!(findings("ru", &missing).unwrap().draw().contains("more"));
    assert!(findings("fr", &spoken("fr").missing).is_none());
}

#[test]
fn variants_of_a_language_say_what_they_say_differently() {
    for (language, loading, retry) in [
        ("pt", "Carregando", "Tentar de novo"),
        ("pt-BR", "Carregando", "Tentar de novo"),
        ("pt_PT", "A carregar", "Tentar novamente"),
        ("zh", "正在加载", "重试"),
        ("zh-Hans-SG", "正在加载", "重试"),
        ("zh-TW", "載入中", "再試一次"),
        ("zh-Hant-HK", "載入中", "再試一次"),
        ("fr-CA", "Chargement", "Réessayer"),
    ] {
        let words = spoken(language).words;
        assert_eq!(
            (&words[Word::Loading], &words[Word::Retry]),
            (loading, retry),
            "{language}"
        );
    }
}

#[test]
fn terms_are_sorted_as_people_look_for_them() {
    for (language, sorted) in [
        ("fr", ["côte", "Côté", "été", "Zèbre"]),
        ("de", ["Äpfel", "Apfelbaum", "Öl", "Zebra"]),
        ("es", ["nube", "nuez", "ñandú", "oso"]),
        ("en", ["Part 2", "Part 10", "part 11", "Partner"]),
        ("zh", ["北京", "重庆", "上海", "天津"]),
        ("fa", ["آب", "پدر", "چای", "گل"]),
    ] {
        let order = Order::of(language);
        let mut terms = sorted;
        terms.sort_unstable();
        terms.sort_by(|first, second| order.compare(first, second));
        assert_eq!(terms, sorted, "{language}");
    }
}

#[test]
fn languages_are_guessed_from_the_text() {
    for (text, expected) in [
        (
            "J'ai fêté mes dix ans dans cette agence en février dernier, avec toute l'équipe.",
            "fr",
        ),
        (
            "The quick brown fox jumps over the lazy dog, and then it sleeps for a while.",
            "en",
        ),
        (
            "Im Frühling gehe ich gern durch den Wald und schreibe danach auf, was ich gesehen habe.",
            "de",
        ),
        (
            "Cuando llegué a la estación, el tren ya se había marchado y no quedaba nadie en el andén.",
            "es",
        ),
        (
            "Quando cheguei à estação, o comboio já tinha partido e não havia ninguém na plataforma.",
            "pt",
        ),
        (
            "Quando sono arrivato alla stazione, il treno era già partito e sul binario non c'era nessuno.",
            "it",
        ),
        (
            "Toen ik gisteren op het station aankwam, was de trein al vertrokken en stond er niemand meer op het perron. Ik \
             schrijf dit op terwijl ik wacht, want er gaat pas over een uur weer een trein naar huis.",
            "nl",
        ),
        (
            "駅に着いたとき、電車はもう出てしまっていて、ホームには誰もいませんでした。",
            "ja",
        ),
        ("我到车站的时候，火车已经开走了，站台上一个人也没有。", "zh"),
        ("عندما وصلت إلى المحطة كان القطار قد غادر ولم يبق أحد على الرصيف.", "ar"),
        ("وقتی به ایستگاه رسیدم، قطار رفته بود و هیچ‌کس روی سکو نمانده بود.", "fa"),
        // Japanese, although most letters are Latin.
        (
            "HSTS (HTTP Strict Transport Security) という技術を知りました。最終的に h2o.conf に次の1行を追加します。",
            "ja",
        ),
        ("", "en"),
    ] {
        assert_eq!(guess(text), expected, "{text}");
    }
}

#[test]
fn code_and_addresses_tell_no_language() {
    let mut sample = String::new();
    add_prose(
        "電車が *来た*。\n\n```\nlet train = here;\n```\n\n`x` [次](https://example.org/the/next/one)\n",
        &mut sample,
    );
    assert_eq!(sample.split_whitespace().collect::<String>(), "電車が来た。次");
}

#[test]
fn languages_are_named_as_they_name_themselves() {
    for (tag, expected) in [
        ("fr", "Français"),
        ("en", "English"),
        ("pt-BR", "Português (BR)"),
        ("ja", "日本語"),
        ("xx-strange", "xx-strange"),
    ] {
        assert_eq!(own_name(tag), expected);
    }
}

#[test]
fn the_guide_has_every_word() {
    let guide = std::fs::read_to_string("../../docs/pages/language.md").expect("the page");
    let (_, words) = guide.rsplit_once("\n```yaml\nwords:\n").expect("the words");
    let words = words.lines().take_while(|line| *line != "```");
    let words: Vec<&str> = words.map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
    assert_eq!(
        words,
        FILES[0].1.lines().collect::<Vec<_>>(),
        "copy languages/en.yaml to the end of docs/pages/language.md, below `words:`"
    );
}
