//! Reads the metrics of a font from a WOFF 2.0 file (<https://www.w3.org/TR/WOFF2/>): only the tables that this needs.

use std::io::Read as _;

use ttf_parser::{Face, RawFaceTables};

/// Most bytes read from a decompressed font; larger ones are treated as damaged.
const LARGEST: u64 = 64 << 20;

/// Size of the file header in bytes, before the table directory (section 4.1).
const HEADER: usize = 48;

/// Numbers of the known table tags used here (section 4.2).
const CMAP: u8 = 0;
const HEAD: u8 = 1;
const HHEA: u8 = 2;
const HMTX: u8 = 3;
const MAXP: u8 = 4;
const OS2: u8 = 6;
const GLYF: u8 = 10;
const LOCA: u8 = 11;
/// The tag is not a known one: its four bytes follow.
const OTHER: u8 = 63;

/// Letter frequencies per thousand characters, spaces included: about those of English, French and German.
const LETTERS: [(char, u16); 27] = [
    (' ', 170),
    ('a', 60),
    ('b', 12),
    ('c', 26),
    ('d', 36),
    ('e', 120),
    ('f', 15),
    ('g', 17),
    ('h', 30),
    ('i', 60),
    ('j', 3),
    ('k', 6),
    ('l', 38),
    ('m', 23),
    ('n', 64),
    ('o', 50),
    ('p', 20),
    ('q', 4),
    ('r', 55),
    ('s', 58),
    ('t', 62),
    ('u', 40),
    ('v', 11),
    ('w', 11),
    ('x', 2),
    ('y', 9),
    ('z', 4),
];

/// Widths of [`LETTERS`] in Times New Roman and metric-compatible fonts, in thousandths of an em.
pub(super) const TIMES: [u16; 27] = [
    250, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500,
    722, 500, 500, 444,
];

/// Widths of [`LETTERS`] in Arial and metric-compatible fonts, in thousandths of an em.
pub(super) const ARIAL: [u16; 27] = [
    278, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500,
    722, 500, 500, 500,
];

/// Metrics of a font, in ems.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measures {
    /// Mean letter width in a text.
    pub(super) width: f64,
    pub(super) ascent: f64,
    /// Depth below the baseline, as a positive number.
    pub(super) descent: f64,
    pub(super) line_gap: f64,
}

/// Mean letter width, weighted by frequency. `width` takes an index into [`LETTERS`]; letters without a width are
/// skipped.
pub(super) fn mean(width: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let (mut sum, mut number) = (0.0, 0.0);
    for (index, (_, frequency)) in LETTERS.iter().enumerate() {
        if let Some(width) = width(index) {
            sum += width * f64::from(*frequency);
            number += f64::from(*frequency);
        }
    }
    (number > 0.0).then(|| sum / number)
}

/// An entry of the table directory.
struct Entry {
    tag: u8,
    is_transformed: bool,
    /// In bytes of the decompressed stream.
    length: usize,
}

impl Measures {
    /// Reads the metrics of a font.
    ///
    /// # Errors
    ///
    /// If the file is not a usable WOFF2 font. The error is a clause that ends a sentence: "it is damaged".
    pub(super) fn of(file: &[u8]) -> Result<Self, &'static str> {
        const DAMAGED: &str = "it is damaged";
        if file.starts_with(b"wOF2ttcf") {
            return Err("it is a font collection");
        }
        if !file.starts_with(b"wOF2") {
            return Err("it is not a WOFF2 file");
        }
        // All tables are one Brotli stream, in the order of the directory.
        let (entries, stream) = directory(file).ok_or(DAMAGED)?;
        let mut bytes = Vec::new();
        let mut reader = brotli::Decompressor::new(stream, 1 << 16).take(LARGEST);
        reader.read_to_end(&mut bytes).map_err(|_| DAMAGED)?;
        let mut tables = RawFaceTables::default();
        let widths;
        let mut start = 0_usize;
        let mut transformed = None;
        for entry in &entries {
            let end = start.checked_add(entry.length).ok_or(DAMAGED)?;
            let table = bytes.get(start..end).ok_or(DAMAGED)?;
            start = end;
            match entry.tag {
                CMAP => tables.cmap = Some(table),
                HEAD => tables.head = table,
                HHEA => tables.hhea = table,
                MAXP => tables.maxp = table,
                OS2 => tables.os2 = Some(table),
                HMTX if entry.is_transformed => transformed = Some(table),
                HMTX => tables.hmtx = Some(table),
                _ => {}
            }
        }
        if let Some(table) = transformed {
            widths = full_widths(table, tables.hhea).ok_or(DAMAGED)?;
            tables.hmtx = Some(&widths);
        }
        let face = Face::from_raw_tables(tables).map_err(|_| DAMAGED)?;
        let em = f64::from(face.units_per_em());
        let letter = |index: usize| {
            let (letter, _) = LETTERS.get(index)?;
            let glyph = face.glyph_index(*letter)?;
            Some(f64::from(face.glyph_hor_advance(glyph)?) / em)
        };
        Ok(Self {
            width: mean(letter).filter(|width| *width > 0.0).ok_or("it has no letters")?,
            ascent: f64::from(face.ascender()) / em,
            descent: f64::from(face.descender()).abs() / em,
            line_gap: f64::from(face.line_gap()) / em,
        })
    }
}

/// Parses the table directory; returns it with the compressed stream that follows.
fn directory(file: &[u8]) -> Option<(Vec<Entry>, &[u8])> {
    let number = u16::from_be_bytes([*file.get(12)?, *file.get(13)?]);
    let mut rest = file.get(HEADER..)?;
    let mut entries = Vec::new();
    for _ in 0..number {
        let (flags, after) = rest.split_first()?;
        rest = after;
        let tag = flags & 0x3f;
        let version = flags >> 6;
        if tag == OTHER {
            rest = rest.get(4..)?;
        }
        let original = number_of(&mut rest)?;
        // For `glyf` and `loca`, version 3 means untransformed; for all other tables, version 0 does.
        let is_transformed = match tag {
            GLYF | LOCA => version != 3,
            _ => version != 0,
        };
        let length = if is_transformed {
            number_of(&mut rest)?
        } else {
            original
        };
        entries.push(Entry {
            tag,
            is_transformed,
            length,
        });
    }
    Some((entries, rest))
}

/// Parses a number of one to five bytes (`UIntBase128`, section 4.1), and advances `rest`.
fn number_of(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for _ in 0..5 {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number = number << 7 | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Restores the table `hmtx` from its transformed form (section 5.4), with all left side bearings set to 0.
fn full_widths(table: &[u8], hhea: &[u8]) -> Option<Vec<u8>> {
    let number = usize::from(u16::from_be_bytes([*hhea.get(34)?, *hhea.get(35)?]));
    let widths = table.get(1..=number * 2)?;
    let mut full = Vec::with_capacity(number * 4);
    for width in widths.chunks_exact(2) {
        full.extend_from_slice(width);
        full.extend_from_slice(&[0, 0]);
    }
    Some(full)
}
