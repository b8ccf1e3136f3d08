//! JavaScript as it is published: the project's own scripts without their comments.

/// Removes comments, indentation and empty lines from a script.
///
/// Only lines that are comments as a whole are recognized, and a string must not span lines.
///
/// ```text
/// // The page.            const page = 1;
/// const page = 1;    →    show(page);
///   show(page);
/// ```
pub(crate) fn without_comments(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    lines
        .filter(|line| !(line.is_empty() || line.starts_with("//")))
        .flat_map(|line| [line, "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_published_without_comments() {
        let script = "// The page.\n\n{\n  // Its number.\n  const page = \"//1\";\n}\n";
        assert_eq!(without_comments(script), "{\nconst page = \"//1\";\n}\n");
    }
}
