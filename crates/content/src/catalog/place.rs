//! The place of a part in its list.

use serde::{Deserialize, Serialize};

/// The place of a part in its list. Numbers are those of [`ListPart::numbered`](crate::route::ListPart::numbered).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Number of this part.
    #[serde(skip_serializing_if = "is_zero")]
    pub number: usize,
    /// Number of the part before it, as the list is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<usize>,
    /// Number of the part after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<usize>,
    /// Number of posts in the whole list; on the first part only.
    #[serde(skip_serializing_if = "is_zero")]
    pub total: usize,
    /// Number of posts in each numbered part; on the first part only.
    #[serde(skip_serializing_if = "is_zero")]
    pub size: usize,
    /// Time that its posts are from, in the blog's language (`3 May 2023 – 1 June 2024`); on the other parts only, and
    /// empty without dates.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub period: String,
}

impl Place {
    /// Whether this is the first part.
    pub fn is_first(&self) -> bool {
        self.number == 0
    }
}

/// Returns the number of the part that has the first post of a page by the numbers of other generators, which count
/// pages from the newest post, in a list of `total` posts with `size` in each numbered part. `None` if the list has no
/// such page.
///
/// ```
/// # use feuillet_content::catalog::place::part_of_page;
/// // The first part has the 15 newest posts, `older/2` and `older/1` have ten each.
/// assert_eq!([2, 3, 4, 5].map(|page| part_of_page(page, 35, 10)), [Some(0), Some(2), Some(1), None]);
/// ```
pub fn part_of_page(page: usize, total: usize, size: usize) -> Option<usize> {
    let newer = page.checked_sub(1)?.checked_mul(size)?;
    let from_oldest = total.checked_sub(newer)?.checked_sub(1)?;
    let number = from_oldest.checked_div(size)? + 1;
    // The first part has what is newer than the last full part.
    Some(if number < total / size { number } else { 0 })
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks like this")]
fn is_zero(value: &usize) -> bool {
    *value == 0
}
