//! Takes the words out of panics: a panic of the reader is a trap, whose text no visitor sees.
//!
//! It edits the object file that the compiler hands to the linker, since there the linker still knows which function and
//! which data needs which: what only the text of a panic needs (formatting, names of source files, tables of Unicode) is
//! garbage-collected by the linker.
//!
//! Straight-line code that ends in a call to a function of [`DIVERGING`] traps in any case, so that all of it is
//! replaced by `unreachable`. A function that begins with such code traps in any case as well.

mod object;

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Result, bail, ensure};
use wasmparser::{BinaryReader, FunctionBody, Operator, RelocationEntry};

use self::object::{read, write_relocations};

/// Functions that never return, as Rust's mangling names them, without hashes and type parameters.
///
/// A name may be here only if its function does nothing but panic. A function that can return is refused: a false
/// entry such as `expect_throw`, which returns the value, would make a smaller reader that does not work.
pub(crate) const DIVERGING: [&str; 10] = [
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::handle_error",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::assert_failed",
    "core::panicking::panic",
    "core::panicking::panic_bounds_check",
    "core::panicking::panic_fmt",
    "core::result::unwrap_failed",
    "core::str::slice_error_fail",
];

const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// An object file without the words of its panics.
pub(crate) struct Silenced {
    pub(crate) object: Vec<u8>,
    /// Entries of [`DIVERGING`] that the object lacks.
    pub(crate) missing: Vec<&'static str>,
}

/// Replaces panics in an object file.
pub(crate) fn silence(object: &[u8]) -> Result<Silenced> {
    let parts = read(object)?;
    let mut diverging = BTreeSet::new();
    let mut missing = BTreeSet::from(DIVERGING);
    for (index, symbol) in &parts.names {
        let name = plain_name(symbol);
        if let Some(entry) = DIVERGING.into_iter().find(|entry| *entry == name) {
            if let Some(body) = parts.body(*index) {
                ensure!(
                    never_returns(&object[body])?,
                    "{entry} can return, so its calls may not be replaced"
                );
            }
            missing.remove(entry);
            diverging.insert(*index);
        }
    }
    let mut edited = object.to_vec();
    let mut dead: Vec<Range<usize>> = Vec::new();
    // The listed functions themselves.
    for body in diverging.iter().filter_map(|index| parts.body(*index)) {
        let range = code_of(&edited[body.clone()])?;
        dead.push(clear(&mut edited, &body, &range));
    }
    loop {
        let known = diverging.len();
        for (index, body) in (parts.imported..).zip(&parts.bodies) {
            let bytes = &edited[body.clone()];
            let start = code_of(bytes)?.start;
            for range in trapping(bytes, |callee| diverging.contains(&callee))? {
                if range.start == start {
                    diverging.insert(index);
                }
                dead.push(clear(&mut edited, body, &range));
            }
        }
        if diverging.len() == known {
            break;
        }
    }
    let Some(relocations) = &parts.relocations else {
        bail!("the object has no relocations for its code")
    };
    dead.sort_by_key(|range| range.start);
    let is_dead = |entry: &RelocationEntry| {
        let place = parts.code + entry.offset as usize;
        let after = dead.partition_point(|range| range.start <= place);
        dead[..after].iter().any(|range| range.contains(&place))
    };
    let kept: Vec<_> = relocations.entries.iter().filter(|entry| !is_dead(entry)).collect();
    let section = write_relocations(relocations.target, &kept);
    edited.splice(relocations.section.clone(), section);
    Ok(Silenced {
        object: edited,
        missing: missing.into_iter().collect(),
    })
}

/// Puts a trap in place of a part of a function, and returns where that is in the file.
fn clear(object: &mut [u8], body: &Range<usize>, part: &Range<usize>) -> Range<usize> {
    let range = body.start + part.start..body.start + part.end;
    object[range.clone()].fill(NOP);
    object[range.start] = UNREACHABLE;
    range
}

/// Demangles a symbol, without hashes and type parameters: `core::panicking::assert_failed::<u16, u16>` is
/// `core::panicking::assert_failed`.
fn plain_name(symbol: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    match name.split_once("::<") {
        Some((name, _)) if !name.starts_with('<') => name.to_owned(),
        _ => name,
    }
}

/// Finds code that traps in any case: from where control may come in to the end of a call to a function that never
/// returns.
fn trapping(body: &[u8], never_returns: impl Fn(u32) -> bool) -> Result<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let mut start = code_of(body)?.start;
    for operator in operators(body)? {
        let (operator, range) = operator?;
        match operator {
            Operator::Call { function_index } if never_returns(function_index) => {
                found.push(start..range.end);
                start = range.end;
            }
            Operator::Block { .. }
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::Else
            | Operator::End
            | Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::Unreachable => start = range.end,
            _ => {}
        }
    }
    Ok(found)
}

/// Whether a function of LLVM's cannot return: its code ends with `unreachable`, and nothing leaves it before.
fn never_returns(body: &[u8]) -> Result<bool> {
    let mut last = false;
    let mut depth = 0_u32;
    for operator in operators(body)? {
        match operator?.0 {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => depth += 1,
            Operator::Return => return Ok(false),
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } if relative_depth >= depth => {
                return Ok(false);
            }
            Operator::BrTable { targets } => {
                for target in targets.targets() {
                    if target? >= depth {
                        return Ok(false);
                    }
                }
                if targets.default() >= depth {
                    return Ok(false);
                }
            }
            Operator::End if depth == 0 => return Ok(last),
            Operator::End => depth -= 1,
            Operator::Unreachable => {
                last = true;
                continue;
            }
            _ => {}
        }
        last = false;
    }
    Ok(false)
}

/// Returns where the operators of a function are, after its locals and without the last `end`.
fn code_of(body: &[u8]) -> Result<Range<usize>> {
    ensure!(body.last() == Some(&END), "a function does not end");
    let reader = FunctionBody::new(BinaryReader::new(body, 0)).get_operators_reader()?;
    Ok(reader.original_position()..body.len() - 1)
}

/// Iterates over the operators of a function, each with its bytes.
fn operators(body: &[u8]) -> Result<impl Iterator<Item = Result<(Operator<'_>, Range<usize>)>>> {
    let mut reader = FunctionBody::new(BinaryReader::new(body, 0)).get_operators_reader()?;
    Ok(std::iter::from_fn(move || {
        if reader.eof() {
            return None;
        }
        let start = reader.original_position();
        let operator = reader.read().map_err(Into::into);
        Some(operator.map(|operator| (operator, start..reader.original_position())))
    }))
}

#[cfg(test)]
mod tests {
    use super::{DIVERGING, never_returns, plain_name, trapping};

    const BLOCK: u8 = 0x02;
    const VOID: u8 = 0x40;
    const RETURN: u8 = 0x0f;
    const BR: u8 = 0x0c;
    const CALL: u8 = 0x10;
    const DROP: u8 = 0x1a;
    const CONST: u8 = 0x41;
    const UNREACHABLE: u8 = 0x00;
    const END: u8 = 0x0b;

    /// A function without locals.
    fn body(code: &[u8]) -> Vec<u8> {
        [&[0], code, &[END]].concat()
    }

    #[test]
    fn code_before_a_panic_traps_from_where_control_comes_in() {
        // Function 7 panics, function 1 does not.
        for (code, expected) in [
            (vec![CALL, 1], vec![]),
            (vec![CALL, 7], vec![(1, 3)]),
            // Its arguments and what else leads to it, other calls included.
            (vec![CONST, 5, CALL, 1, CONST, 6, CALL, 7, UNREACHABLE], vec![(1, 9)]),
            // Outside of the block the panic is one of two ways.
            (
                vec![CONST, 5, DROP, BLOCK, VOID, CONST, 6, CALL, 7, END, CALL, 1],
                vec![(6, 10)],
            ),
            (vec![BLOCK, VOID, BR, 0, END, CALL, 7], vec![(6, 8)]),
            (vec![CALL, 7, UNREACHABLE, CALL, 7], vec![(1, 3), (4, 6)]),
        ] {
            let body = body(&code);
            let found = trapping(&body, |function| function == 7).expect("a function");
            let found: Vec<_> = found.into_iter().map(|range| (range.start, range.end)).collect();
            assert_eq!(found, expected, "{code:?}");
        }
    }

    #[test]
    fn functions_that_can_return_are_told_from_those_that_cannot() {
        for (code, expected) in [
            (vec![CALL, 1, UNREACHABLE], true),
            (vec![BLOCK, VOID, BR, 0, END, CALL, 1, UNREACHABLE], true),
            (vec![], false),
            (vec![CALL, 1], false),
            // Such as `expect_throw`: returns the value, or throws.
            (vec![BLOCK, VOID, RETURN, END, CALL, 1, UNREACHABLE], false),
            (vec![BLOCK, VOID, BR, 1, END, CALL, 1, UNREACHABLE], false),
            (vec![BLOCK, VOID, CALL, 1, UNREACHABLE, END], false),
        ] {
            assert_eq!(never_returns(&body(&code)).expect("a function"), expected, "{code:?}");
        }
    }

    #[test]
    fn names_are_compared_without_hashes_and_types() {
        for (symbol, expected) in [
            ("_RNvNtCsgXGp5Oqx2Ny_4core9panicking5panic", DIVERGING[5]),
            (
                "_RINvNtCsgXGp5Oqx2Ny_4core9panicking13assert_failedjjEB4_",
                DIVERGING[4],
            ),
            ("_ZN4core6option13unwrap_failed17h0123456789abcdefE", DIVERGING[3]),
            ("main", "main"),
        ] {
            assert_eq!(plain_name(symbol), expected);
        }
    }
}
