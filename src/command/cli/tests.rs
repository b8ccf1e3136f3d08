//! Tests: the command line is consistent, and README.md and the guide tell of it rightly.

use clap::CommandFactory as _;

use super::*;

#[test]
fn the_command_line_is_consistent() {
    Arguments::command().debug_assert();
}

/// README.md and the pages of the guide: name and text.
fn documents() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = std::fs::read_dir(root.join("docs/pages"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = pages.chain([root.join("README.md")]);
    let documents = files.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
    documents.collect()
}

/// The commands in a text, in blocks of code and within lines.
fn commands(text: &str) -> impl Iterator<Item = &str> {
    let in_blocks = text.lines().filter(|line| line.starts_with("feuillet "));
    let in_lines = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| code.starts_with("feuillet "));
    in_blocks.chain(in_lines.filter(|code| !code.contains('\n')))
}

/// The words of a command line: of quotes, only whole words in double ones.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(index, part)| match index % 2 {
            0 => part.split_ascii_whitespace().collect(),
            _ => vec![part],
        })
        .collect()
}

#[test]
fn commands_in_the_guide_are_understood() {
    let mut seen = 0;
    for (file, text) in documents() {
        for command in commands(&text) {
            seen += 1;
            let error = Arguments::try_parse_from(words(command))
                .err()
                .map(|error| error.kind());
            // Within lines, commands are named without what they need.
            let is_right = matches!(
                error,
                None | Some(clap::error::ErrorKind::MissingRequiredArgument | clap::error::ErrorKind::DisplayHelp)
            );
            assert!(is_right, "{file}: `{command}` ({error:?})");
        }
    }
    assert!(seen > 20, "{seen} commands");
}

#[test]
fn the_guide_has_every_command_and_option() {
    let guide: String = documents().into_iter().map(|(_, text)| text).collect();
    let command = Arguments::command();
    for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        let name = command.get_name();
        assert!(
            guide.contains(&format!("feuillet {name}")),
            "the guide lacks `feuillet {name}`"
        );
        for option in command.get_arguments().filter(|option| !option.is_hide_set()) {
            let Some(long) = option.get_long() else { continue };
            assert!(
                guide.contains(&format!("--{long}")),
                "the guide lacks `--{long}` of `feuillet {name}`"
            );
        }
    }
}

#[test]
fn a_title_of_several_words_is_told_to_be_quoted() {
    let title = |words: &[&str]| {
        let typed = ["feuillet", "post"].iter().chain(words);
        let Command::Post(arguments) = Arguments::try_parse_from(typed).unwrap().command else {
            panic!("it is `post`");
        };
        arguments.title().map(str::to_owned).map_err(|error| error.to_string())
    };
    assert_eq!(title(&["Two Words"]), Ok("Two Words".to_owned()));
    assert_eq!(
        title(&["Two", "Words", "--draft"]).unwrap_err(),
        "the title is 2 words\nhelp: write it in quotes: `feuillet post \"Two Words\"`"
    );
    assert!(Arguments::try_parse_from(["feuillet", "post"]).is_err());
}
