//! Commands and environments that the converter does not know, as those that it knows.

use super::Macro;

/// An environment under another name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Environment {
    /// Number of its arguments, which are left out.
    pub(super) arguments: usize,
    /// Whether it has an optional argument (a position, an alignment), which is left out.
    pub(super) has_option: bool,
    pub(super) begin: &'static str,
    pub(super) end: &'static str,
}

/// Name, number of arguments, meaning.
const COMMANDS: &[(&str, usize, &str)] = &[
    ("Bbb", 1, r"\mathbb{#1}"),
    ("abs", 1, r"\left\lvert #1\right\rvert "),
    ("bold", 1, r"\mathbf{#1}"),
    ("boxed", 1, r"\begin{darray}{|c|}\hline #1\\\hline\end{darray}"),
    ("class", 2, "{#2}"),
    ("colorbox", 2, r"\text{#2}"),
    ("cr", 0, r"\\"),
    ("cssId", 2, "{#2}"),
    ("dotsb", 0, r"\cdots "),
    ("dotsc", 0, r"\ldots "),
    ("dotsi", 0, r"\cdots "),
    ("dotsm", 0, r"\cdots "),
    ("dotso", 0, r"\ldots "),
    ("dv", 2, r"\frac{\mathrm{d}#1}{\mathrm{d}#2}"),
    ("ensuremath", 1, "{#1}"),
    ("eqref", 1, r"\text{(#1)}"),
    ("fbox", 1, r"\boxed{\text{#1}}"),
    ("fcolorbox", 3, r"\boxed{\text{#3}}"),
    ("frak", 1, r"\mathfrak{#1}"),
    ("href", 2, "{#2}"),
    ("htmlClass", 2, "{#2}"),
    ("htmlId", 2, "{#2}"),
    ("intertext", 1, r"\text{#1}\\"),
    ("label", 1, ""),
    ("mathclap", 1, "{#1}"),
    ("mathds", 1, r"\mathbb{#1}"),
    ("mathllap", 1, "{#1}"),
    ("mathrlap", 1, "{#1}"),
    ("nicefrac", 2, "{#1}/{#2}"),
    ("norm", 1, r"\left\lVert #1\right\rVert "),
    ("overunderset", 3, r"\overset{#1}{\underset{#2}{#3}}"),
    ("pdv", 2, r"\frac{\partial #1}{\partial #2}"),
    ("pmb", 1, r"\boldsymbol{#1}"),
    ("pod", 1, r"\quad(#1)"),
    ("raisebox", 2, r"\text{#2}"),
    ("ref", 1, r"\text{#1}"),
    ("sfrac", 2, "{#1}/{#2}"),
    ("shortintertext", 1, r"\text{#1}\\"),
    ("smash", 1, "{#1}"),
    ("style", 2, "{#2}"),
    ("substack", 1, r"\begin{subarray}{c}#1\end{subarray}"),
    ("textcolor", 2, r"{\color{#1}#2}"),
    ("url", 1, r"\text{#1}"),
];

/// Returns the meaning of a command that the converter does not know.
pub(super) fn command(name: &str) -> Option<Macro> {
    let at = COMMANDS.binary_search_by_key(&name, |(name, ..)| name).ok()?;
    let (_, arguments, body) = COMMANDS[at];
    Some(Macro {
        arguments,
        default: None,
        body: body.to_owned(),
    })
}

/// Returns what the converter has for an environment that it does not know, or that it would number: numbers of
/// equations start anew in each formula, so only those of `\tag` are shown.
pub(super) fn environment(name: &str) -> Option<Environment> {
    let renamed = |begin, end| Environment {
        arguments: 0,
        has_option: false,
        begin,
        end,
    };
    let with_argument = |begin, end| Environment {
        arguments: 1,
        ..renamed(begin, end)
    };
    let with_option = |begin, end| Environment {
        has_option: true,
        ..renamed(begin, end)
    };
    Some(match name {
        "align" | "flalign" | "flalign*" => renamed(r"\begin{align*}", r"\end{align*}"),
        "alignat" | "alignat*" | "xalignat" | "xalignat*" => with_argument(r"\begin{align*}", r"\end{align*}"),
        "aligned" | "split" => with_option(r"\begin{aligned}", r"\end{aligned}"),
        "alignedat" => with_argument(r"\begin{aligned}", r"\end{aligned}"),
        "gathered" => with_option(r"\begin{gathered}", r"\end{gathered}"),
        "equation" => renamed(r"\begin{equation*}", r"\end{equation*}"),
        "gather" => renamed(r"\begin{gather*}", r"\end{gather*}"),
        "multline" | "multline*" => renamed(r"\begin{multline}", r"\notag\end{multline}"),
        "eqnarray" | "eqnarray*" => renamed(r"\begin{darray}{rcl}", r"\end{darray}"),
        "smallmatrix" => renamed(r"{\scriptstyle\begin{matrix}", r"\end{matrix}}"),
        "matrix*" => with_option(r"\begin{matrix}", r"\end{matrix}"),
        "pmatrix*" => with_option(r"\begin{pmatrix}", r"\end{pmatrix}"),
        "bmatrix*" => with_option(r"\begin{bmatrix}", r"\end{bmatrix}"),
        "Bmatrix*" => with_option(r"\begin{Bmatrix}", r"\end{Bmatrix}"),
        "vmatrix*" => with_option(r"\begin{vmatrix}", r"\end{vmatrix}"),
        "Vmatrix*" => with_option(r"\begin{Vmatrix}", r"\end{Vmatrix}"),
        "cases*" => renamed(r"\begin{cases}", r"\end{cases}"),
        "dcases*" => renamed(r"\begin{dcases}", r"\end{dcases}"),
        "displaymath" | "math" | "subequations" => renamed(" ", " "),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::COMMANDS;

    #[test]
    fn commands_are_in_order() {
        assert!(COMMANDS.is_sorted_by_key(|(name, ..)| *name));
    }
}
