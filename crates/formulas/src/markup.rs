//! The converter's MathML, written anew: elements and attributes of MathML Core only, and classes for what the converter
//! says in inline styles, which the policy of published pages forbids. `styles/math.css` knows these classes.

use roxmltree::{Document, Node};

/// Deepest nesting of elements. Browsers stop at 512, the page around included.
const MOST_DEPTH: usize = 200;

/// Elements of MathML Core, and the few of HTML that the converter puts into text.
const ELEMENTS: &[&str] = &[
    "b",
    "code",
    "em",
    "i",
    "math",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "s",
    "span",
    "u",
];

/// Attributes that are kept with their values.
const ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// Returns the same formula without inline styles; nothing if it is not well-formed, or too deep.
pub(crate) fn plain(mathml: &str) -> Option<String> {
    let document = Document::parse(mathml).ok()?;
    let mut output = String::with_capacity(mathml.len());
    write(document.root_element(), 0, &mut output)?;
    Some(output)
}

fn write(node: Node<'_, '_>, depth: usize, output: &mut String) -> Option<()> {
    if depth > MOST_DEPTH {
        return None;
    }
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        push_escaped(text, output);
        return Some(());
    }
    let name = node.tag_name().name();
    let children = |output: &mut String| node.children().try_for_each(|child| write(child, depth + 1, output));
    if name == "menclose" {
        let (outer, inner) = match strikes(node) {
            (true, true) => ("tex-strike tex-down", "<mrow class=\"tex-strike tex-up\">"),
            (true, false) => ("tex-strike tex-up", ""),
            (false, true) => ("tex-strike tex-down", ""),
            (false, false) => ("tex-strike", ""),
        };
        output.extend(["<mrow class=\"", outer, "\">", inner]);
        let content = node.children().filter(|child| !is_stroke(*child));
        content
            .into_iter()
            .try_for_each(|child| write(child, depth + 1, output))?;
        output.push_str(if inner.is_empty() { "</mrow>" } else { "</mrow></mrow>" });
        return Some(());
    }
    if !ELEMENTS.contains(&name) {
        return children(output);
    }
    if name == "mtable" {
        return table(node, depth, output);
    }
    let style = Style::of(node);
    open(node, name, &style, output);
    // Padding would need a class for each length.
    space(style.before, output);
    children(output)?;
    space(style.after, output);
    output.extend(["</", name, ">"]);
    Some(())
}

/// Writes a table. Of one that could have numbers but has none, the empty columns beside it are left out; a row that
/// holds nothing but a line below the last one becomes the table's own line, and one cell within lines a box.
fn table(node: Node<'_, '_>, depth: usize, output: &mut String) -> Option<()> {
    let mut style = Style::of(node);
    let mut rows: Vec<Vec<Node<'_, '_>>> = node.children().map(|row| row.children().collect()).collect();
    let is_half = |cell: &Node<'_, '_>| Style::of(*cell).classes == ["tex-half"];
    if rows.iter().filter_map(|row| row.last()).all(is_half) {
        style.classes.retain(|class| *class != "tex-numbered");
        for row in &mut rows {
            row.pop();
            row.remove(0);
        }
    }
    let below = rows.last().filter(|_| rows.len() > 1).and_then(|row| line_above(row));
    if below.is_some() {
        rows.pop();
    }
    let is_box = matches!(&rows[..], [row] if row.len() == 1)
        && below == Some("tex-top")
        && style.classes == ["tex-before", "tex-top"];
    if is_box {
        style.classes = vec!["tex-box"];
    } else {
        style.classes.extend(below.map(|_| "tex-bottom"));
    }
    open(node, "mtable", &style, output);
    for row in &rows {
        output.push_str("<mtr>");
        for cell in row {
            if is_box {
                output.push_str("<mtd>");
                cell.children().try_for_each(|child| write(child, depth + 3, output))?;
                output.push_str("</mtd>");
            } else {
                write(*cell, depth + 2, output)?;
            }
        }
        output.push_str("</mtr>");
    }
    output.push_str("</mtable>");
    Some(())
}

/// The line above the cells of a row that holds nothing else.
fn line_above(row: &[Node<'_, '_>]) -> Option<&'static str> {
    let lines: Option<Vec<&str>> = row
        .iter()
        .map(|cell| {
            let classes = Style::of(*cell).classes;
            let line = classes.into_iter().find(|class| class.starts_with("tex-top"));
            line.filter(|_| !cell.has_children())
        })
        .collect();
    lines?.first().copied()
}

fn open(node: Node<'_, '_>, name: &str, style: &Style<'_>, output: &mut String) {
    output.extend(["<", name]);
    let mut classes = style.classes.clone();
    let written = node
        .attribute("class")
        .and_then(|class| class.strip_prefix("math-core-"));
    classes.extend(match written {
        Some("sans-serif-font") => Some("tex-sans"),
        _ => None,
    });
    if !classes.is_empty() {
        output.extend([" class=\"", &classes.join(" "), "\""]);
    }
    let kept = node
        .attributes()
        .filter(|attribute| ATTRIBUTES.contains(&attribute.name()));
    let kept = kept.map(|attribute| (attribute.name(), attribute.value()));
    for (name, value) in kept.chain(style.attributes.iter().copied()) {
        output.extend([" ", name, "=\""]);
        push_escaped(value, output);
        output.push('"');
    }
    output.push('>');
}

/// Writes an empty space of a width.
fn space(width: Option<&str>, output: &mut String) {
    if let Some(width) = width {
        output.push_str("<mspace width=\"");
        push_escaped(width, output);
        output.push_str("\"></mspace>");
    }
}

/// An inline style of the converter's in other words.
#[derive(Clone, Debug, Default)]
struct Style<'a> {
    classes: Vec<&'static str>,
    attributes: Vec<(&'static str, &'a str)>,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

impl<'a> Style<'a> {
    fn of(node: Node<'a, '_>) -> Self {
        let mut style = Self::default();
        let name = node.tag_name().name();
        let written = node.attribute("style").unwrap_or_default();
        for (property, value) in written.split(';').filter_map(|declaration| declaration.split_once(':')) {
            let value = value.trim();
            let class = match (property.trim(), value) {
                ("padding-left", _) if name == "mpadded" => {
                    style.before = Some(value).filter(|width| *width != "0");
                    continue;
                }
                ("padding-right", _) if name == "mpadded" => {
                    style.after = Some(value).filter(|width| *width != "0");
                    continue;
                }
                ("text-align", "left") => "tex-left",
                ("text-align", "right") => "tex-right",
                ("padding-left", "0") => "tex-start",
                ("padding-right", "0") => "tex-end",
                ("padding-left", "1em") => "tex-apart",
                ("padding-top", "0") => "tex-tight",
                ("padding-top", _) if name == "mfrac" => continue,
                ("border-top", _) => "tex-top",
                ("border-left", _) => "tex-before",
                ("border-right", _) => "tex-after",
                ("width", "100%") => "tex-numbered",
                ("width", "50%") => "tex-half",
                ("width", "7.5%") => "tex-margin",
                ("math-shift", _) => "tex-cramped",
                ("font-variant-caps", _) => "tex-caps",
                ("margin-left", _) => overlap(value),
                ("color", _) => {
                    style.attributes.push(("mathcolor", value));
                    continue;
                }
                ("font-size", _) => {
                    style.attributes.push(("mathsize", value));
                    continue;
                }
                _ => continue,
            };
            style.classes.push(class);
            if value.contains("dashed") && !style.classes.contains(&"tex-dashed") {
                style.classes.push("tex-dashed");
            }
        }
        style
    }
}

/// Returns the class for a negative space, which no attribute of MathML Core can say: the nearest of some.
fn overlap(width: &str) -> &'static str {
    let number = width.trim_start_matches('-');
    let digits = number.trim_end_matches(|unit: char| unit.is_ascii_alphabetic());
    let factor = match &number[digits.len()..] {
        "em" | "rem" => 1.0,
        "ex" => 0.5,
        // As good as nothing.
        _ => 0.0625,
    };
    let ems = digits.parse().unwrap_or(0.0) * factor;
    let steps = [(0.1, "tex-back-1"), (0.25, "tex-back-3"), (0.66, "tex-back-6")];
    let found = steps.iter().find(|(most, _)| ems <= *most);
    found.map_or("tex-back-18", |(_, class)| class)
}

/// Whether a formula is struck out upwards, and downwards.
fn strikes(node: Node<'_, '_>) -> (bool, bool) {
    let notation = node.attribute("notation").unwrap_or_default();
    (notation.contains("updiagonal"), notation.contains("downdiagonal"))
}

/// Whether an element is what the converter's own style sheet draws a stroke with.
fn is_stroke(node: Node<'_, '_>) -> bool {
    node.attribute("class")
        .is_some_and(|class| class.starts_with("menclose-"))
}

fn push_escaped(text: &str, output: &mut String) {
    for character in text.chars() {
        match character {
            '&' => output.push_str("&amp;"),
            '<' => output.push_str("&lt;"),
            '>' => output.push_str("&gt;"),
            '"' => output.push_str("&quot;"),
            other => output.push(other),
        }
    }
}
