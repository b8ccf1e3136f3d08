//! Commands that need an environment around the formula.

use super::input::command;

/// Commands of a formula that stand in no environment.
#[derive(Debug, Default)]
pub(super) struct Outside {
    has_break: bool,
    has_tag: bool,
}

impl Outside {
    pub(super) fn of(tex: &str) -> Self {
        let mut outside = Self::default();
        let (mut groups, mut environments) = (0_usize, 0_usize);
        let mut at = 0;
        while let Some(next) = tex[at..].find(['\\', '{', '}']).map(|next| at + next) {
            at = next + 1;
            match tex.as_bytes()[next] {
                b'{' => groups += 1,
                b'}' => groups = groups.saturating_sub(1),
                _ => {
                    let name = command(tex, next);
                    at = name.end;
                    let is_outside = environments == 0 && groups == 0;
                    match &tex[name] {
                        "begin" => environments += 1,
                        "end" => environments = environments.saturating_sub(1),
                        "\\" => outside.has_break |= is_outside,
                        "tag" => outside.has_tag |= is_outside,
                        _ => {}
                    }
                }
            }
        }
        outside
    }

    /// The environment that these commands need.
    pub(super) fn around(&self) -> Option<(&'static str, &'static str)> {
        match (self.has_break, self.has_tag) {
            (true, true) => Some((r"\begin{gather*}", r"\end{gather*}")),
            (true, false) => Some((r"\begin{gathered}", r"\end{gathered}")),
            (false, true) => Some((r"\begin{equation*}", r"\end{equation*}")),
            (false, false) => None,
        }
    }
}
