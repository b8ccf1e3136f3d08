//! Division of lists into parts, so that full parts stay as they are when posts are added.

use std::ops::Range;

use feuillet_content::catalog::ARCHIVE_PAGE_SIZE;
use feuillet_content::catalog::place::Place;
use feuillet_content::date::Date;

/// A list of posts, divided into parts. Parts are named by their numbers in the catalog: 0 is the first part (see
/// [`ListPart::numbered`](feuillet_content::route::ListPart::numbered)).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paging {
    total: usize,
    size: usize,
    oldest_first: bool,
}

impl Paging {
    /// Divides a list of `total` posts. Numbered parts have `size` posts; the first part of a list that begins with the
    /// newest has at least as many, and fewer than twice as many.
    pub(crate) fn new(total: usize, size: usize, oldest_first: bool) -> Self {
        Self {
            total,
            size,
            oldest_first,
        }
    }

    /// Divides the archive.
    pub(crate) fn of_archive(total: usize) -> Self {
        Self::new(total, ARCHIVE_PAGE_SIZE, false)
    }

    /// Numbers of all parts but the first, in ascending order.
    pub(crate) fn numbers(self) -> Range<usize> {
        if self.oldest_first {
            2..self.total.div_ceil(self.size).max(1) + 1
        } else {
            1..(self.total / self.size).max(1)
        }
    }

    /// Positions of the posts of a part in the list as it is shown.
    pub(crate) fn range(self, number: usize) -> Range<usize> {
        match (number, self.oldest_first) {
            (0, true) => 0..self.size.min(self.total),
            (_, true) => (number - 1) * self.size..(number * self.size).min(self.total),
            (0, false) => 0..self.total - (self.numbers().end - 1) * self.size,
            (_, false) => self.total - number * self.size..self.total - (number - 1) * self.size,
        }
    }

    /// Position of the post that came when a numbered part was made, in the list as it is shown.
    pub(crate) fn made_with(self, number: usize) -> usize {
        if self.oldest_first {
            (number - 1) * self.size
        } else {
            self.total - (number + 1) * self.size
        }
    }

    /// Number of the part with the post at a position in the list as it is shown.
    pub(crate) fn part_of(self, position: usize) -> usize {
        let number = if self.oldest_first {
            position / self.size + 1
        } else {
            (self.total - 1 - position) / self.size + 1
        };
        if self.numbers().contains(&number) { number } else { 0 }
    }

    /// Returns the place of a part. `dates` are those of its posts, with their texts.
    pub(crate) fn place<'text>(self, number: usize, dates: impl Iterator<Item = (Option<Date>, &'text str)>) -> Place {
        let numbers = self.numbers();
        let known = |number: usize| numbers.contains(&number).then_some(number);
        let first = Some(0);
        let (previous, next) = match (number, self.oldest_first) {
            (0, true) => (None, known(2)),
            (_, true) => (known(number - 1).or(first), known(number + 1)),
            (0, false) => (None, known(numbers.end - 1)),
            (_, false) => (known(number + 1).or(first), known(number - 1)),
        };
        let is_first = number == 0;
        Place {
            number,
            previous,
            next,
            total: if is_first { self.total } else { 0 },
            size: if is_first { self.size } else { 0 },
            period: if is_first { String::new() } else { period(dates) },
        }
    }
}

/// Joins the earliest and the latest of some dates with their texts: `3 May 2023 – 1 June 2024`.
fn period<'text>(dates: impl Iterator<Item = (Option<Date>, &'text str)>) -> String {
    let mut ends: Option<[(Date, &str); 2]> = None;
    for (date, text) in dates {
        let Some(date) = date else { continue };
        let [first, last] = ends.get_or_insert([(date, text); 2]);
        if date < first.0 {
            *first = (date, text);
        } else if date > last.0 {
            *last = (date, text);
        }
    }
    match ends {
        None => String::new(),
        Some([(first, text), (last, _)]) if first == last => text.to_owned(),
        Some([(_, first), (_, last)]) => [first, " – ", last].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use feuillet_content::catalog::place::part_of_page;

    /// The parts of a list of the numbers from 1, oldest first, each with its neighbors.
    fn parts(total: usize, oldest_first: bool) -> Vec<String> {
        let mut shown: Vec<usize> = (1..=total).collect();
        if !oldest_first {
            shown.reverse();
        }
        let paging = Paging::new(total, 3, oldest_first);
        let name = |number: Option<usize>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        let all = [0].into_iter().chain(paging.numbers());
        all.map(|number| {
            let Place { previous, next, .. } = paging.place(number, [].into_iter());
            format!(
                "{}<{number}>{}: {:?}",
                name(previous),
                name(next),
                &shown[paging.range(number)]
            )
        })
        .collect()
    }

    #[test]
    fn numbered_parts_are_full_and_stay() {
        for (total, expected) in [
            (0, vec!["-<0>-: []"]),
            (2, vec!["-<0>-: [2, 1]"]),
            (5, vec!["-<0>-: [5, 4, 3, 2, 1]"]),
            (6, vec!["-<0>1: [6, 5, 4]", "0<1>-: [3, 2, 1]"]),
            (8, vec!["-<0>1: [8, 7, 6, 5, 4]", "0<1>-: [3, 2, 1]"]),
            (9, vec!["-<0>2: [9, 8, 7]", "2<1>-: [3, 2, 1]", "0<2>1: [6, 5, 4]"]),
            (10, vec!["-<0>2: [10, 9, 8, 7]", "2<1>-: [3, 2, 1]", "0<2>1: [6, 5, 4]"]),
        ] {
            assert_eq!(parts(total, false), expected, "{total}");
        }
    }

    #[test]
    fn a_part_is_made_with_the_first_post_that_needs_it() {
        for oldest_first in [false, true] {
            for total in 1..40 {
                let paging = Paging::new(total, 3, oldest_first);
                let numbers = |total| Paging::new(total, 3, oldest_first).numbers();
                for number in paging.numbers() {
                    let position = paging.made_with(number);
                    // The total when that post was the newest.
                    let then = if oldest_first { position + 1 } else { total - position };
                    assert!(numbers(then).contains(&number), "{total} {number}");
                    assert!(!numbers(then - 1).contains(&number), "{total} {number}");
                }
            }
        }
    }

    #[test]
    fn a_series_grows_at_its_end() {
        for (total, expected) in [
            (0, vec!["-<0>-: []"]),
            (3, vec!["-<0>-: [1, 2, 3]"]),
            (4, vec!["-<0>2: [1, 2, 3]", "0<2>-: [4]"]),
            (8, vec!["-<0>2: [1, 2, 3]", "0<2>3: [4, 5, 6]", "2<3>-: [7, 8]"]),
        ] {
            assert_eq!(parts(total, true), expected, "{total}");
        }
    }

    #[test]
    fn each_post_is_in_one_part() {
        for oldest_first in [false, true] {
            for total in 1..40 {
                let paging = Paging::new(total, 3, oldest_first);
                for position in 0..total {
                    let number = paging.part_of(position);
                    assert!(paging.range(number).contains(&position), "{total} {position} {number}");
                }
                let all = [0].into_iter().chain(paging.numbers());
                assert_eq!(all.map(|number| paging.range(number).len()).sum::<usize>(), total);
            }
        }
    }

    #[test]
    fn pages_that_count_from_the_newest_post_lead_to_its_part() {
        for total in 1..40 {
            let paging = Paging::new(total, 3, false);
            for page in 1..=total.div_ceil(3) {
                assert_eq!(
                    part_of_page(page, total, 3),
                    Some(paging.part_of((page - 1) * 3)),
                    "{total} {page}"
                );
            }
            assert_eq!(part_of_page(total.div_ceil(3) + 1, total, 3), None, "{total}");
            assert_eq!(part_of_page(usize::MAX, total, 3), None);
        }
    }
}
