//! Turns `theme` in `site.yaml` into values of the theme's tokens, and checks that its colors are readable.

use std::fmt::Write as _;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_report::finding::Finding;
use feuillet_settings::color::Color;
use feuillet_settings::theme::{Accent, ThemeSettings};

use super::color::{ENOUGH, PAPERS, PLENTY, contrast, readable_on};
use super::fonts::stack;

use crate::theme::settings_file::SettingsFile;

/// Accent colors of the light and the dark theme; if the author sets only one, the other is derived from it.
fn accents(accent: Accent) -> Option<[Color; 2]> {
    let [light, dark] = PAPERS;
    match (accent.light, accent.dark) {
        (None, None) => None,
        (Some(own), None) => Some([own, readable_on(dark, own, PLENTY)]),
        (None, Some(own)) => Some([readable_on(light, own, PLENTY), own]),
        (Some(own), Some(other)) => Some([own, other]),
    }
}

/// Adds a finding for each accent color that is hard to read on the paper.
pub(super) fn check(settings: &ThemeSettings, place: &SettingsFile, findings: &mut Vec<Finding>) {
    let said = [settings.accent.light, settings.accent.dark];
    for ((color, paper), theme) in said.into_iter().zip(PAPERS).zip(["light", "dark"]) {
        let Some(color) = color else { continue };
        let ratio = contrast(color, paper);
        if ratio < ENOUGH {
            let diagnostic = Diagnostic::warning(
                Rule::Contrast,
                format!(
                    "low contrast of the accent `{color}` on the {theme} background `{paper}`: {ratio:.2}:1, but text needs \
                     {ENOUGH}:1"
                ),
                format!(
                    "use `\"{}\"`, the nearest color with enough contrast",
                    readable_on(paper, color, ENOUGH)
                ),
            );
            findings.push(place.finding(&["accent", theme], &color.to_string(), diagnostic));
        }
    }
}

/// CSS rule that sets the tokens; empty if the author sets none.
pub(super) fn rules(settings: &ThemeSettings) -> String {
    let mut tokens = String::new();
    // Writing to a string cannot fail.
    if let Some([light, dark]) = accents(settings.accent) {
        let _ = write!(tokens, "--accent:light-dark({light},{dark});");
    }
    let fonts = &settings.fonts;
    let files = &settings.font_files;
    // Font stacks must not refer to the tokens that they set themselves.
    let set = [("--sans", fonts.interface.is_some()), ("--mono", fonts.code.is_some())];
    let taken: Vec<&str> = set
        .iter()
        .filter(|(_, is_set)| *is_set)
        .map(|(token, _)| *token)
        .collect();
    for (token, own, last) in [
        ("--text", &fonts.text, "var(--serif)"),
        ("--heading", &fonts.headings, "var(--text)"),
        ("--sans", &fonts.interface, "sans-serif"),
        ("--mono", &fonts.code, "monospace"),
    ] {
        if let Some(own) = own {
            let _ = write!(tokens, "{token}:{};", stack(own, last, &taken, files));
        }
    }
    if let Some(corner) = &settings.corner {
        let _ = write!(tokens, "--corner:{};", corner.0);
    }
    if tokens.is_empty() {
        return tokens;
    }
    format!(":root{{{}}}\n", tokens.trim_end_matches(';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(yaml: &str) -> ThemeSettings {
        serde_yaml::from_str(yaml).unwrap()
    }

    #[test]
    fn a_line_sets_a_token() {
        insta::assert_snapshot!(rules(&theme("accent: '#1a4d8f'\ncorner: 0\n")));
        insta::assert_snapshot!(rules(&theme(
            "accent: {dark: '#ffd166'}\nfonts: {text: sans, interface: serif, headings: 'Source Serif 4, serif', code: 'Fira Code'}\n\
             font_files: [{file: a.woff2, family: Source Serif 4}]\n"
        )));
        assert_eq!(rules(&ThemeSettings::default()), "");
    }

    #[test]
    fn an_accent_that_cannot_be_read_is_told_with_one_that_can() {
        let yaml = "title: x\ntheme:\n  accent: \"#E0A030\"\n";
        let mut findings = Vec::new();
        check(
            &theme("accent: \"#E0A030\""),
            &SettingsFile(yaml.to_owned()),
            &mut findings,
        );
        check(
            &theme("accent: {light: '#8f3b1b', dark: '#8f3b1b'}"),
            &SettingsFile("theme: {accent: {light: '#8f3b1b', dark: '#8f3b1b'}}".to_owned()),
            &mut findings,
        );
        let told: Vec<String> = findings.iter().map(Finding::draw).collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
