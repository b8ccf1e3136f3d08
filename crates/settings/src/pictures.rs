//! `pictures` in `site.yaml`: smaller variants of photos, and their metadata.

use serde::Deserialize;
use serde_yaml::Value;

/// Names of the settings.
pub(crate) const NAMES: [&str; 3] = ["metadata", "quality", "widths"];

/// Most widths: each is a file for every picture.
const MAX_WIDTHS: usize = 10;

/// Widest variant, in pixels.
const MAX_WIDTH: u32 = 4096;

/// The setting for pictures.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Value")]
pub struct PictureSettings {
    /// Whether pictures are changed at all.
    pub is_on: bool,
    /// Quality of variants, 1 to 100.
    pub quality: u8,
    /// Widths of variants in pixels, ascending.
    pub widths: Vec<u32>,
    /// Whether places, cameras and times stay in published photos.
    pub keeps_metadata: bool,
}

impl Default for PictureSettings {
    fn default() -> Self {
        Self {
            is_on: true,
            quality: 80,
            // Pictures in lists, text and the whole window, on screens of one to three pixels a CSS pixel.
            widths: vec![240, 480, 640, 960, 1280, 1920],
            keeps_metadata: false,
        }
    }
}

impl TryFrom<Value> for PictureSettings {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        let mut setting = Self::default();
        match value {
            Value::Bool(is_on) => setting.is_on = is_on,
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    match key.as_str() {
                        Some("quality") => setting.quality = quality(&value)?,
                        Some("widths") => setting.widths = widths(&value)?,
                        Some("metadata") => setting.keeps_metadata = keeps(&value)?,
                        // Other names are told where all of them are.
                        _ => {}
                    }
                }
            }
            other => {
                return Err(format!(
                    "pictures: expected `true`, `false` or {}, found {}",
                    NAMES.map(|name| format!("`{name}`")).join(", "),
                    written(&other)
                ));
            }
        }
        Ok(setting)
    }
}

fn quality(value: &Value) -> Result<u8, String> {
    let number = value.as_u64().and_then(|number| u8::try_from(number).ok());
    number.filter(|number| (1..=100).contains(number)).ok_or_else(|| {
        format!(
            "pictures: invalid quality {}; write a number from 1 to 100",
            written(value)
        )
    })
}

fn widths(value: &Value) -> Result<Vec<u32>, String> {
    let expected = || {
        format!(
            "pictures: invalid widths {}; write up to {MAX_WIDTHS} numbers of pixels from 1 to {MAX_WIDTH}, like \
             `[480, 960]`",
            written(value)
        )
    };
    let items = value.as_sequence().ok_or_else(expected)?;
    let width = |item: &Value| {
        let width = u32::try_from(item.as_u64()?).ok()?;
        (1..=MAX_WIDTH).contains(&width).then_some(width)
    };
    let mut widths: Vec<u32> = items.iter().map(width).collect::<Option<_>>().ok_or_else(expected)?;
    widths.sort_unstable();
    widths.dedup();
    if widths.is_empty() || widths.len() > MAX_WIDTHS {
        return Err(expected());
    }
    Ok(widths)
}

fn keeps(value: &Value) -> Result<bool, String> {
    match value.as_str() {
        Some("keep") => Ok(true),
        Some("remove") => Ok(false),
        _ => Err(format!(
            "pictures: invalid metadata {}; write `keep` or `remove`",
            written(value)
        )),
    }
}

/// A value as in a message: `` `[1, x]` ``.
fn written(value: &Value) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    format!("`{}`", text.replace('"', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> Result<PictureSettings, String> {
        serde_yaml::from_str(yaml).map_err(|error| error.to_string())
    }

    #[test]
    fn each_setting_changes_what_it_names() {
        let default = PictureSettings::default;
        for (yaml, expected) in [
            ("true", default()),
            (
                "false",
                PictureSettings {
                    is_on: false,
                    ..default()
                },
            ),
            (
                "quality: 65",
                PictureSettings {
                    quality: 65,
                    ..default()
                },
            ),
            (
                "widths: [960, 480, 960]",
                PictureSettings {
                    widths: vec![480, 960],
                    ..default()
                },
            ),
            (
                "metadata: keep",
                PictureSettings {
                    keeps_metadata: true,
                    ..default()
                },
            ),
            ("metadata: remove", default()),
        ] {
            assert_eq!(read(yaml), Ok(expected), "{yaml}");
        }
    }

    #[test]
    fn anything_else_is_told_with_what_was_found() {
        for (yaml, found) in [
            ("maybe", "`maybe`"),
            ("[80]", "`[80]`"),
            ("quality: 0", "quality `0`"),
            ("quality: 101", "quality `101`"),
            ("quality: best", "quality `best`"),
            ("widths: 480", "widths `480`"),
            ("widths: []", "widths `[]`"),
            ("widths: [0]", "widths `[0]`"),
            ("widths: [480, wide]", "widths `[480,wide]`"),
            ("widths: [5000]", "widths `[5000]`"),
            (
                "widths: [1,2,3,4,5,6,7,8,9,10,11]",
                "widths `[1,2,3,4,5,6,7,8,9,10,11]`",
            ),
            ("metadata: strip", "metadata `strip`"),
        ] {
            let message = read(yaml).unwrap_err();
            assert!(
                message.starts_with("pictures: ") && message.contains(found),
                "{message}"
            );
        }
    }
}
