//! Object files of WebAssembly, as compilers hand them to linkers: code, names of functions, relocations.
//!
//! Their format: <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md>.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context as _, Result};
use wasmparser::{
    KnownCustom, Linking, Parser, Payload, RelocAddendKind, RelocationEntry, SymbolInfo, SymbolInfoMap, TypeRef,
};

/// The parts of an object file that the edit needs.
#[derive(Default)]
pub(super) struct Object {
    /// Number of imported functions: the first indexes.
    pub(super) imported: u32,
    /// Range of the body of each function in the file.
    pub(super) bodies: Vec<Range<usize>>,
    /// Symbol of each function.
    pub(super) names: BTreeMap<u32, String>,
    /// Start of the contents of the section of code.
    pub(super) code: usize,
    pub(super) relocations: Option<Relocations>,
}

/// The section that tells the linker which operands in the code to fill in.
pub(super) struct Relocations {
    /// The whole section in the file.
    pub(super) section: Range<usize>,
    /// Index of the section of code.
    pub(super) target: u32,
    pub(super) entries: Vec<RelocationEntry>,
}

impl Object {
    /// Returns the range of the body of a function, unless it is imported.
    pub(super) fn body(&self, function: u32) -> Option<Range<usize>> {
        let index = function.checked_sub(self.imported)?;
        self.bodies.get(index as usize).cloned()
    }
}

/// Reads an object file.
pub(super) fn read(object: &[u8]) -> Result<Object> {
    let mut parts = Object::default();
    // After the header.
    let mut section_start = 8;
    for payload in Parser::new(0).parse_all(object) {
        let payload = payload.context("not an object file of WebAssembly")?;
        match &payload {
            Payload::ImportSection(imports) => {
                for import in imports.clone() {
                    parts.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionStart { range, .. } => parts.code = range.start,
            Payload::CodeSectionEntry(body) => parts.bodies.push(body.range()),
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Linking(linking) => {
                    for part in linking.subsections() {
                        if let Linking::SymbolTable(symbols) = part? {
                            parts.names = names(symbols)?;
                        }
                    }
                }
                KnownCustom::Reloc(relocations) if section.name() == "reloc.CODE" => {
                    parts.relocations = Some(Relocations {
                        section: section_start..section.range().end,
                        target: relocations.section_index(),
                        entries: relocations.entries().into_iter().collect::<Result<_, _>>()?,
                    });
                }
                _ => {}
            },
            _ => {}
        }
        if let Some((_, range)) = payload.as_section() {
            section_start = range.end;
        }
    }
    Ok(parts)
}

/// Returns the symbol of each function.
fn names(symbols: SymbolInfoMap<'_>) -> Result<BTreeMap<u32, String>> {
    let mut names = BTreeMap::new();
    for symbol in symbols {
        if let SymbolInfo::Func {
            index,
            name: Some(name),
            ..
        } = symbol?
        {
            names.insert(index, name.to_owned());
        }
    }
    Ok(names)
}

/// Writes the section of relocations anew.
pub(super) fn write_relocations(target: u32, entries: &[&RelocationEntry]) -> Vec<u8> {
    let name = "reloc.CODE";
    let mut contents = Vec::new();
    write_unsigned(&mut contents, name.len());
    contents.extend_from_slice(name.as_bytes());
    write_unsigned(&mut contents, target as usize);
    write_unsigned(&mut contents, entries.len());
    for entry in entries {
        contents.push(entry.ty as u8);
        write_unsigned(&mut contents, entry.offset as usize);
        write_unsigned(&mut contents, entry.index as usize);
        if entry.ty.addend_kind() != RelocAddendKind::None {
            write_signed(&mut contents, entry.addend);
        }
    }
    let mut section = vec![0];
    write_unsigned(&mut section, contents.len());
    section.extend(contents);
    section
}

/// Writes a number in LEB128.
fn write_unsigned(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = number.to_le_bytes()[0] & 0x7f;
        number >>= 7;
        if number == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

/// Writes a number in signed LEB128.
fn write_signed(bytes: &mut Vec<u8>, mut number: i64) {
    loop {
        let low = number.to_le_bytes()[0] & 0x7f;
        number >>= 7;
        if (number == 0 && low & 0x40 == 0) || (number == -1 && low & 0x40 != 0) {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::{write_signed, write_unsigned};

    #[test]
    fn numbers_are_written_in_leb128() {
        for (number, expected) in [(0, vec![0]), (127, vec![0x7f]), (128, vec![0x80, 1])] {
            let mut bytes = Vec::new();
            write_unsigned(&mut bytes, number);
            assert_eq!(bytes, expected);
        }
        for (number, expected) in [
            (0, vec![0]),
            (63, vec![0x3f]),
            (64, vec![0xc0, 0]),
            (-1, vec![0x7f]),
            (-65, vec![0xbf, 0x7f]),
        ] {
            let mut bytes = Vec::new();
            write_signed(&mut bytes, number);
            assert_eq!(bytes, expected);
        }
    }
}
