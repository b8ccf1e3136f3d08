//! Lower case for scripts that have it, computed from the order of their letters.
//!
//! The standard library's Unicode tables would add 10 kB to the reader, which needs lower case for slugs only.

/// Returns the lower-case form of a Latin, Greek, Cyrillic or Armenian letter; other characters are returned unchanged.
pub fn lower(character: char) -> char {
    let code = u32::from(character);
    let lower = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => code + 32,
        0x130 => 0x69,
        0x178 => 0xff,
        // Blocks of alternating upper-case and lower-case letters, upper case on even code points …
        0x100..=0x137
        | 0x14a..=0x177
        | 0x1a0..=0x1a5
        | 0x1de..=0x1ef
        | 0x1f8..=0x21f
        | 0x222..=0x233
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff => code | 1,
        // … or on odd code points.
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x1af | 0x4c1..=0x4ce => code + code % 2,
        0x4c0 => 0x4cf,
        0x1e9e => 0xdf,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 63,
        0x400..=0x40f => code + 80,
        0x531..=0x556 => code + 48,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_blocks_agree_with_unicode() {
        let blocks = [
            0x00..=0x17f,
            0x1cd..=0x1dc,
            0x370..=0x3ce,
            0x400..=0x52f,
            0x531..=0x556,
            0x1e00..=0x1eff,
        ];
        for character in blocks.into_iter().flatten().filter_map(char::from_u32) {
            // The only upper-case letter whose lower case has two characters: a dotted I.
            if character == 'İ' {
                continue;
            }
            let expected = match character {
                // Rare letters that `lower` leaves alone: no alphabet in use has them.
                'Ͱ' | 'Ͳ' | 'Ͷ' | 'Ϳ' => character,
                _ => character.to_lowercase().next().unwrap(),
            };
            assert_eq!(lower(character), expected, "{character} {:x}", u32::from(character));
        }
    }

    #[test]
    fn nothing_becomes_another_letter() {
        for character in (0..0x3000)
            .filter_map(char::from_u32)
            .filter(|character| *character != 'İ')
        {
            let lowered = lower(character);
            let same_letter = lowered == character || character.to_lowercase().eq([lowered]);
            assert!(same_letter, "{character} {:x}", u32::from(character));
        }
    }
}
