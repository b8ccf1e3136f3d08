//! Actions of a visitor with the keyboard.

use std::time::Duration;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::Value;

use super::Visitor;

impl Visitor {
    pub(crate) async fn presses(&self, key: Key) {
        self.presses_with(&[], key).await;
    }

    /// Presses a key while others are held.
    pub(crate) async fn presses_with(&self, held: &[Key], key: Key) {
        let down = |key: &Key| KeyAction::Down { value: (*key).into() };
        let up = |key: &Key| KeyAction::Up { value: (*key).into() };
        let all = held.iter().chain([&key]);
        let actions = all.clone().map(down).chain(all.rev().map(up));
        let pause = KeyAction::Pause {
            duration: Duration::ZERO,
        };
        let keys = actions.fold(KeyActions::new("keys".to_owned()).then(pause), KeyActions::then);
        let pressed = self.client.perform_actions(keys).await;
        pressed.unwrap_or_else(|error| panic!("{key:?} cannot be pressed: {error}"));
    }

    /// Presses Tab until a condition on `document.activeElement`, which is called `at`, holds.
    pub(crate) async fn tabs_until(&self, condition: &str) {
        for _ in 0..100 {
            self.presses(Key::Tab).await;
            let there = self.ask(&format!("(at => {condition})(document.activeElement)")).await;
            if there == Value::Bool(true) {
                return;
            }
        }
        panic!(
            "a hundred times Tab never leads to `{condition}`: {}",
            self.context().await
        );
    }
}
