//! Tests of the names that are left out.

use super::*;

#[test]
fn keys_and_copies_are_known_by_their_names() {
    for name in [
        "id_rsa",
        "id_ed25519",
        "server.pem",
        "Server.KEY",
        "x.p12",
        ".env",
        ".env.local",
        "prod.env",
        ".htpasswd",
        ".netrc",
        "credentials.json",
        "client_secret_42.json",
        "a/b/id_rsa",
        "vault.kdbx",
        "main.tfstate",
    ] {
        assert_eq!(key_or_copy(name), Some(Reason::Key), "{name}");
    }
    for name in [
        "a.md.bak",
        "a~",
        "#a.md#",
        ".#a.md",
        ".a.md.swp",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "._a.jpg",
        "~$talk.docx",
        ".~lock.a.odt#",
        "a.orig",
        "a.sync-conflict-20240101-101010-ABC.md",
        "__MACOSX/a.png",
        "photos/@eaDir/a.jpg",
        "film.mp4.part",
    ] {
        assert_eq!(key_or_copy(name), Some(Reason::Copy), "{name}");
    }
    for name in [
        "id_rsa.pub",
        "keys.md",
        "monkey.png",
        ".env.example",
        "backup.zip",
        "a.bakery",
        "old.png",
        "#1.png",
        "posts/the-key/index.md",
        "environment.md",
        "C#",
    ] {
        assert_eq!(key_or_copy(name), None, "{name}");
    }
}

#[test]
fn keys_are_known_by_how_they_begin() {
    for start in [
        &b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3B"[..],
        b"\n-----BEGIN RSA PRIVATE KEY-----\n",
        b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n",
        b"PuTTY-User-Key-File-3: ssh-ed25519\n",
    ] {
        assert!(begins_like_a_key(start));
    }
    for start in [
        &b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n"[..],
        b"-----BEGIN CERTIFICATE-----\n",
        b"How to make a PRIVATE KEY\n",
        b"",
    ] {
        assert!(!begins_like_a_key(start));
    }
    assert!(is_presentation("talk.key", b"PK\x03\x04"));
    assert!(!is_presentation("server.key", b"-----BEGIN"));
}

#[test]
fn dots_and_underscores_hide_what_hosts_do_not_read() {
    for (path, expected) in [
        (".well-known/security.txt", None),
        ("_headers", None),
        ("_worker.js/index.js", None),
        ("posts/snake_case.md", None),
        ("posts/a/_headers", Some(Reason::Underscore)),
        ("_old/a.png", Some(Reason::Underscore)),
        ("files/.secret", Some(Reason::Dot)),
        (".well-known/.hidden", Some(Reason::Dot)),
    ] {
        assert_eq!(dot_or_underscore(path), expected, "{path}");
    }
    assert_eq!(drafts_folder("posts/Drafts/a.md"), Some("Drafts"));
    assert_eq!(drafts_folder("posts/drafts.md"), None);
}
