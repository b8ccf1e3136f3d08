//! Evaluates template expressions: `page.title | default: "x"`, `a == b and c`.

use super::filters;
use super::value::Value;

/// Resolves variables.
pub(super) trait Scope {
    /// Returns the value at a path of names: `["page", "title"]`.
    fn lookup(&self, path: &[String]) -> Value;
}

/// A lexical token of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lexeme {
    /// A quoted string, without its quotes.
    Quoted(String),
    /// A name, a number, or an operator that is a word.
    Word(String),
    /// Punctuation or an operator, one of [`SIGNS`].
    Sign(&'static str),
}

/// Punctuation and operators. Longer ones come before their prefixes.
const SIGNS: [&str; 19] = [
    "===", "!==", "==", "!=", "<>", "<=", ">=", "..", "|", ":", ",", "[", "]", "(", ")", "<", ">", ".", "=",
];

/// Longest expression, in bytes. The rest is ignored.
const LONGEST: usize = 4000;

/// Splits an expression into tokens. Unknown characters are skipped.
fn lex(text: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut rest = text.get(..LONGEST).unwrap_or(text).trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '?' | '$');
        if matches!(first, '"' | '\'') {
            let end = rest[1..].find(first).unwrap_or(rest.len() - 1);
            lexemes.push(Lexeme::Quoted(rest[1..=end].to_owned()));
            rest = rest.get(end + 2..).unwrap_or_default();
        } else if is_word(first) {
            let mut end = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
            // A number may have a decimal point.
            let number = rest[..end].parse::<i64>().is_ok();
            if number && rest[end..].starts_with('.') && rest[end + 1..].starts_with(|next: char| next.is_ascii_digit())
            {
                let more = &rest[end + 1..];
                end += 1 + more.find(|next: char| !next.is_ascii_digit()).unwrap_or(more.len());
            }
            lexemes.push(Lexeme::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            lexemes.push(Lexeme::Sign(sign));
            rest = &rest[sign.len()..];
        } else {
            rest = &rest[first.len_utf8()..];
        }
        rest = rest.trim_start();
    }
    lexemes
}

/// Evaluates an expression with its filters.
pub(super) fn evaluate(text: &str, scope: &dyn Scope) -> Value {
    let lexemes = lex(text);
    let mut reader = Reader {
        lexemes: &lexemes,
        position: 0,
        scope,
    };
    reader.filtered()
}

/// Whether a condition holds, or nothing if that is unknown. `and` and `or` are right-associative, as in Liquid.
pub(super) fn holds(text: &str, scope: &dyn Scope) -> Option<bool> {
    let lexemes = lex(text);
    let is_word = |word: &str, lexeme: &Lexeme| matches!(lexeme, Lexeme::Word(found) if found == word);
    let mut parts: Vec<(Option<bool>, &[Lexeme])> = Vec::new();
    let mut rest = lexemes.as_slice();
    loop {
        let end = rest
            .iter()
            .position(|lexeme| is_word("and", lexeme) || is_word("or", lexeme));
        let Some(end) = end else {
            parts.push((None, rest));
            break;
        };
        parts.push((Some(is_word("and", &rest[end])), &rest[..end]));
        rest = &rest[end + 1..];
    }
    // Evaluate from the right. One known operand is enough if it decides: `false and x`, `true or x`.
    let mut result: Option<bool> = None;
    for (is_and, part) in parts.into_iter().rev() {
        let mut reader = Reader {
            lexemes: part,
            position: 0,
            scope,
        };
        let own = reader.condition();
        result = match is_and {
            None => own,
            Some(true) if own == Some(false) || result == Some(false) => Some(false),
            Some(false) if own == Some(true) || result == Some(true) => Some(true),
            Some(is_and) => own
                .zip(result)
                .map(|(own, rest)| if is_and { own && rest } else { own || rest }),
        };
    }
    result
}

/// Evaluates the arguments of a tag. Returns the positional and the named ones: `"a.jpg", "b", width: 3`,
/// `src="a" alt=b`.
pub(super) fn arguments(text: &str, scope: &dyn Scope) -> (Vec<Value>, Vec<(String, Value)>) {
    let lexemes = lex(text);
    let mut reader = Reader {
        lexemes: &lexemes,
        position: 0,
        scope,
    };
    let (mut plain, mut named) = (Vec::new(), Vec::new());
    while let Some(lexeme) = reader.peek() {
        let name = match (lexeme, reader.lexemes.get(reader.position + 1)) {
            (Lexeme::Word(name), Some(Lexeme::Sign("=" | ":"))) => Some(name.clone()),
            (Lexeme::Sign(_), _) => {
                reader.position += 1;
                continue;
            }
            _ => None,
        };
        if let Some(name) = name {
            reader.position += 2;
            let value = reader.value();
            named.push((name, value));
        } else {
            plain.push(reader.value());
        }
    }
    (plain, named)
}

/// Recursive descent parser that evaluates as it reads.
struct Reader<'a> {
    lexemes: &'a [Lexeme],
    position: usize,
    scope: &'a dyn Scope,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Lexeme> {
        self.lexemes.get(self.position)
    }

    /// Skips `sign` if it comes next, and returns whether it did.
    fn take(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Lexeme::Sign(found)) if *found == sign);
        self.position += usize::from(found);
        found
    }

    /// Evaluates one comparison or truth test, without `and` and `or`.
    fn condition(&mut self) -> Option<bool> {
        if matches!(self.peek(), Some(Lexeme::Word(word)) if word == "not") {
            self.position += 1;
            return self.condition().map(|holds| !holds);
        }
        let first = self.filtered();
        let operator = match self.peek() {
            Some(Lexeme::Sign(sign)) => *sign,
            Some(Lexeme::Word(word)) if word == "contains" => "contains",
            _ => return first.is_true(),
        };
        self.position += 1;
        if matches!(self.peek(), Some(Lexeme::Word(word)) if matches!(word.as_str(), "blank" | "empty")) {
            let blank = (first != Value::Unknown).then(|| first.is_blank())?;
            return Some(blank == (operator == "=="));
        }
        let second = self.filtered();
        first.compare(operator, &second)
    }

    /// Evaluates a value and the filters after it, in the syntax of Liquid (`| f: a, b`) or Nunjucks (`| f(a, b)`).
    fn filtered(&mut self) -> Value {
        let mut value = self.value();
        while self.take("|") {
            let Some(Lexeme::Word(name)) = self.peek() else { break };
            self.position += 1;
            let mut arguments = Vec::new();
            let in_parentheses = self.take("(");
            if in_parentheses || self.take(":") {
                while !(in_parentheses && self.take(")")) {
                    // The arguments end at the next filter.
                    if self.peek().is_none() || matches!(self.peek(), Some(Lexeme::Sign("|"))) {
                        break;
                    }
                    let before = self.position;
                    let argument = self.value();
                    if self.position == before {
                        self.position += 1;
                    } else {
                        arguments.push(argument);
                    }
                    self.take(",");
                }
            }
            value = filters::apply(name, value, &arguments);
        }
        value
    }

    /// Evaluates a string, number, list, range, keyword or variable.
    fn value(&mut self) -> Value {
        match self.peek() {
            Some(Lexeme::Quoted(text)) => {
                self.position += 1;
                Value::Text(text.clone())
            }
            Some(Lexeme::Sign("(")) => self.range(),
            Some(Lexeme::Sign("[")) => {
                self.position += 1;
                let mut items = Vec::new();
                while self.peek().is_some() && !self.take("]") {
                    let before = self.position;
                    let item = self.value();
                    if self.position > before {
                        items.push(item);
                    }
                    if !self.take(",") && self.position == before {
                        self.position += 1;
                    }
                }
                Value::List(items)
            }
            Some(Lexeme::Word(word)) => {
                self.position += 1;
                match word.as_str() {
                    "nil" | "null" | "none" | "empty" | "blank" => Value::Nil,
                    "true" => Value::Bool(true),
                    "false" => Value::Bool(false),
                    word if word.parse::<f64>().is_ok_and(f64::is_finite) => Value::text(word),
                    word => self.path(word.to_owned()),
                }
            }
            _ => Value::Nil,
        }
    }

    /// Evaluates a variable with its members: `a.b["c"][0]`.
    fn path(&mut self, first: String) -> Value {
        let mut path = vec![first];
        loop {
            if self.take(".") {
                let Some(Lexeme::Word(name)) = self.peek() else { break };
                self.position += 1;
                path.push(name.clone());
            } else if matches!(self.peek(), Some(Lexeme::Sign("["))) {
                self.position += 1;
                let key = self.value().shown();
                self.take("]");
                match key {
                    Some(key) => path.push(key),
                    None => return Value::Unknown,
                }
            } else if self.take("(") {
                // The result of a function call is only known to the generator.
                return Value::Unknown;
            } else {
                break;
            }
        }
        self.scope.lookup(&path)
    }

    /// Evaluates a range such as `(1..3)` to a list. A range of over 1000 numbers is unknown.
    fn range(&mut self) -> Value {
        const LONGEST: i64 = 1000;
        self.position += 1;
        let first = self.value();
        if !self.take("..") {
            self.take(")");
            return first;
        }
        let last = self.value();
        self.take(")");
        let whole = |value: &Value| value.shown()?.trim().parse::<i64>().ok();
        match (whole(&first), whole(&last)) {
            (Some(first), Some(last)) if last.saturating_sub(first) < LONGEST => {
                Value::List((first..=last).map(|number| Value::text(number.to_string())).collect())
            }
            _ => Value::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Names;

    impl Scope for Names {
        fn lookup(&self, path: &[String]) -> Value {
            match path.join(".").as_str() {
                "a" => Value::text("A b"),
                "page.tags" => Value::List(vec![Value::text("x"), Value::text("y")]),
                "page.tags.first" => Value::text("x"),
                "far" => Value::Unknown,
                _ => Value::Nil,
            }
        }
    }

    #[test]
    fn expressions_are_evaluated() {
        for (text, expected) in [
            ("a", Some("A b")),
            ("'x' | upcase | append: \"!\"", Some("X!")),
            ("page.tags | join: ', '", Some("x, y")),
            ("page['tags'][0]", Some("")),
            ("page.tags.first", Some("x")),
            ("nothing | default: 'd'", Some("d")),
            ("\"1|2\" | split: \"|\" | last", Some("2")),
            ("a | slugify", Some("a-b")),
            ("3 | plus: 4.5", Some("7.5")),
            ("'2020-04-01 10:00' | date: '%B %-d, %Y'", Some("April 1, 2020")),
            ("far | upcase", None),
            ("'x' | what_is_this", None),
            ("call(3)", None),
            ("(1..3) | join: ''", Some("123")),
            ("(1..999999999)", None),
            ("'a", Some("a")),
            ("", Some("")),
            ("| | :", Some("")),
        ] {
            assert_eq!(evaluate(text, &Names).shown().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn conditions_hold_or_nobody_knows() {
        for (text, expected) in [
            ("a", Some(true)),
            ("nothing", Some(false)),
            ("a == 'A b' and nothing", Some(false)),
            ("far and nothing", Some(false)),
            ("far or a", Some(true)),
            ("far", None),
            ("far == 1", None),
            ("page.tags contains 'x'", Some(true)),
            ("nothing == blank", Some(true)),
            ("a != empty", Some(true)),
            ("2 > 10", Some(false)),
            ("not nothing", Some(true)),
        ] {
            assert_eq!(holds(text, &Names), expected, "{text}");
        }
    }
}
