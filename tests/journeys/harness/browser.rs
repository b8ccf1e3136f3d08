//! Browsers of the journeys: how each driver is started, and with which capabilities.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::display::Display;
use super::environment;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    Chromium,
    /// Without developer tools, which only Chromium has. Its console is not read, so errors there never fail a journey.
    Firefox,
    /// Safari's engine, as GNOME ships it. Like Firefox, without developer tools. Its driver has no profiles: each
    /// session is private, and its service worker and Cache Storage end with it.
    WebKit,
}

impl Browser {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Command that starts the driver. With port 0 it picks a free port and prints it, which WebKit's driver cannot.
    pub(super) fn driver(self, profile: &Path, port: u16, display: Option<&Display>) -> Command {
        let port = format!("--port={port}");
        match self {
            Self::Chromium => {
                let mut driver = Command::new(environment::chromedriver());
                driver.arg(port);
                driver
            }
            Self::Firefox => {
                let mut driver = Command::new(environment::geckodriver());
                driver.args(["--host=127.0.0.1", &port]);
                // Firefox writes to the home folder even with a profile, and does not start if that belongs to another
                // user.
                driver.env("HOME", profile);
                // Only with this does a release build fetch its remote settings where geckodriver points it, which is
                // nowhere.
                driver.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
                driver
            }
            Self::WebKit => {
                let mut driver = Command::new(environment::webkit_driver());
                driver.arg(port);
                driver.env("HOME", profile).env_remove("WAYLAND_DISPLAY");
                driver.envs(display.map(|display| ("DISPLAY", display.name())));
                driver
            }
        }
    }

    /// Whether it needs a display.
    pub(super) fn needs_display(self) -> bool {
        self == Self::WebKit
    }

    /// WebDriver capabilities: a browser without a window, with a fresh profile and without background requests.
    pub(super) fn capabilities(self, profile: &Path, javascript: bool) -> Value {
        match self {
            Self::Chromium => chromium(profile, javascript),
            Self::Firefox => firefox(profile, javascript),
            Self::WebKit => {
                assert!(javascript, "the driver of WebKit cannot turn JavaScript off");
                json!({})
            }
        }
    }
}

fn chromium(profile: &Path, javascript: bool) -> Value {
    let mut arguments: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,900",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let mut options = json!({ "binary": environment::chromium(), "args": arguments });
    if !javascript {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

/// geckodriver sets more such preferences itself.
fn firefox(profile: &Path, javascript: bool) -> Value {
    let arguments = json!(["-headless", "-width", "1200", "-height", "900", "-profile", profile]);
    let preferences = json!({
        "app.normandy.enabled": false,
        "browser.aboutwelcome.enabled": false,
        "browser.preonboarding.enabled": false,
        "browser.region.update.enabled": false,
        "browser.safebrowsing.downloads.enabled": false,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
        "browser.search.update": false,
        "browser.topsites.contile.enabled": false,
        "dom.push.connection.enabled": false,
        "extensions.getAddons.cache.enabled": false,
        "extensions.systemAddon.update.enabled": false,
        "javascript.enabled": javascript,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "network.trr.mode": 5,
        "termsofuse.bypassNotification": true,
        "toolkit.telemetry.server": "",
    });
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": environment::firefox(),
            "args": arguments,
            "prefs": preferences,
        },
    })
}
