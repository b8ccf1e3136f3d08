//! Checks whether a color is readable on the page background ("paper"), and finds the nearest readable one.
//!
//! Contrast is defined by WCAG 2.2 (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>). Colors are lightened and
//! darkened in Oklab (<https://bottosson.github.io/posts/oklab/>), which keeps their hue.

use feuillet_settings::color::Color;

/// Minimum contrast ratio of text (WCAG 2.2, success criterion 1.4.3).
pub(super) const ENOUGH: f64 = 4.5;

/// Page backgrounds of the light and the dark theme: the values of the token `--paper`.
pub(super) const PAPERS: [Color; 2] = [Color([0xfd, 0xfc, 0xf9]), Color([0x17, 0x18, 0x1a])];

/// Contrast ratio of two colors, from 1 to 21.
pub(super) fn contrast(first: Color, second: Color) -> f64 {
    let (first, second) = (luminance(first), luminance(second));
    (first.max(second) + 0.05) / (first.min(second) + 0.05)
}

/// Contrast ratio of an accent derived from the other theme's accent: about that of the built-in accents.
pub(super) const PLENTY: f64 = 6.0;

/// Returns `color` if its contrast with `paper` is at least `ratio`, else the nearest darker (on light paper) or
/// lighter one that has it.
pub(super) fn readable_on(paper: Color, color: Color, ratio: f64) -> Color {
    const STEPS: u32 = 200;
    let [lightness, a, b] = oklab(color);
    let end = if luminance(paper) > 0.18 { 0.0 } else { 1.0 };
    let steps = (0..=STEPS).map(|step| {
        let way = f64::from(step) / f64::from(STEPS);
        if step == 0 {
            color
        } else {
            // Near black and white the sRGB gamut holds less chroma.
            let less = 1.0 - way * way;
            rgb([lightness + (end - lightness) * way, a * less, b * less])
        }
    });
    let mut readable = steps.filter(|color| contrast(*color, paper) >= ratio);
    readable.next().unwrap_or(color)
}

/// Relative luminance, 0 to 1 (WCAG 2.2).
fn luminance(color: Color) -> f64 {
    let [red, green, blue] = linear(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Converts sRGB to linear RGB, each channel 0 to 1.
fn linear(color: Color) -> [f64; 3] {
    color.0.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// Converts sRGB to Oklab: lightness, a, b.
fn oklab(color: Color) -> [f64; 3] {
    let light = linear(color);
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    let cones = times(&cones, light).map(f64::cbrt);
    let lab = [
        [0.210_454_255_3, 0.793_617_785, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766],
    ];
    times(&lab, cones)
}

/// Converts Oklab to sRGB; channels outside the gamut are clamped.
fn rgb(lab: [f64; 3]) -> Color {
    let cones = [
        [1.0, 0.396_337_777_4, 0.215_803_757_3],
        [1.0, -0.105_561_345_8, -0.063_854_172_8],
        [1.0, -0.089_484_177_5, -1.291_485_548],
    ];
    let cones = times(&cones, lab).map(|cone| cone.powi(3));
    let light = [
        [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
        [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
        [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701],
    ];
    Color(times(&light, cones).map(|part| {
        let part = if part <= 0.003_130_8 {
            12.92 * part
        } else {
            1.055 * part.powf(1.0 / 2.4) - 0.055
        };
        byte(part * 255.0)
    }))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is rounded and between 0 and 255"
)]
fn byte(part: f64) -> u8 {
    part.round().clamp(0.0, 255.0) as u8
}

/// Multiplies a matrix by a vector.
fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let ratio = |first, second| (contrast(Color(first), Color(second)) * 100.0).round() / 100.0;
        assert!((ratio([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.001);
        assert!((ratio([0x76, 0x76, 0x76], [255, 255, 255]) - 4.54).abs() < 0.001);
        assert!((ratio([0x77, 0x77, 0x77], [255, 255, 255]) - 4.48).abs() < 0.001);
    }

    #[test]
    fn the_way_to_oklab_leads_back() {
        for color in [
            [0, 0, 0],
            [255, 255, 255],
            [0x8f, 0x3b, 0x1b],
            [0, 255, 0],
            [12, 34, 200],
        ] {
            assert_eq!(rgb(oklab(Color(color))), Color(color));
        }
    }

    #[test]
    fn what_can_be_read_stays_and_what_cannot_is_moved_as_far_as_needed() {
        let [light, dark] = PAPERS;
        let accent = Color([0x8f, 0x3b, 0x1b]);
        assert_eq!(readable_on(light, accent, ENOUGH), accent);
        for color in [
            [0x8f, 0x3b, 0x1b],
            [0, 0, 0x80],
            [255, 221, 0],
            [0, 255, 0],
            [128, 128, 128],
            [0, 0, 0],
        ] {
            for paper in [light, dark] {
                let ratio = contrast(readable_on(paper, Color(color), ENOUGH), paper);
                assert!(ratio >= ENOUGH, "{color:?} on {paper}: {ratio}");
                if contrast(Color(color), paper) < ENOUGH {
                    assert!(ratio < 5.0, "{color:?} on {paper}: {ratio}");
                }
            }
        }
    }

    #[test]
    fn the_papers_are_those_of_the_theme() {
        let [light, dark] = PAPERS;
        let token = format!("--paper: light-dark({light}, {dark})");
        assert!(include_str!("../../../../styles/main.css").contains(&token), "{token}");
    }

    #[test]
    fn code_can_be_read_on_each_of_its_backgrounds() {
        let tokens = |css: &str, name: &str| -> Vec<(String, [Color; 2])> {
            let values = css.split(name).skip(1).filter_map(|rest| {
                let (name, rest) = rest.split_once(": light-dark(")?;
                let (light, rest) = rest.split_once(", ")?;
                let (dark, _) = rest.split_once(')')?;
                Some((
                    name.to_owned(),
                    [light.to_owned().try_into().ok()?, dark.to_owned().try_into().ok()?],
                ))
            });
            values.collect()
        };
        let main = include_str!("../../../../styles/main.css");
        let of_code = tokens(include_str!("../../../../styles/highlight.css"), "--code-");
        let is_background = |name: &str| matches!(name, "marked" | "inserted" | "deleted");
        let mut backgrounds = tokens(main, "--raised");
        backgrounds.extend(of_code.iter().filter(|(name, _)| is_background(name)).cloned());
        assert_eq!(backgrounds.len(), 4);
        let texts: Vec<_> = of_code.iter().filter(|(name, _)| !is_background(name)).collect();
        assert_eq!(texts.len(), 8);
        for (name, text) in texts {
            for (below, background) in &backgrounds {
                for (text, background) in text.iter().zip(background) {
                    let ratio = contrast(*text, *background);
                    assert!(ratio >= ENOUGH, "{name} {text} on {below} {background}: {ratio}");
                }
            }
        }
    }
}
