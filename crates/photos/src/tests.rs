//! Tests on small pictures that they make.

mod files;

use self::files::{corners, exif, jpeg_with, png_of, segment, with_chunks};
use super::*;

fn of(bytes: &[u8]) -> Examined {
    examine(bytes).unwrap().unwrap()
}

#[track_caller]
fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    super::exif::contains(bytes, wanted)
}

#[test]
fn a_jpeg_loses_its_metadata_and_keeps_its_pixels() {
    let metadata = [b"Exif\0\0", &exif(6, true)[..]].concat();
    let photo = jpeg_with(
        &[
            segment(0xe1, &metadata),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret</x:xmpmeta>"),
            segment(0xe2, b"ICC_PROFILE\0\x01\x01profile"),
            segment(0xe2, b"MPF\0previews"),
            segment(0xed, b"Photoshop 3.0\0secret"),
            segment(0xee, b"Adobe\0\x64\0\0\0\0\x01"),
            segment(0xfe, b"secret"),
        ],
        3,
    );
    let photo = [&photo[..], b"secret preview behind the end"].concat();
    let examined = of(&photo);
    assert_eq!((examined.orientation, examined.is_located), (6, true));
    assert!(examined.is_scalable);
    let cleaned = examined.cleaned.unwrap();
    for gone in [
        &b"secret"[..],
        b"MPF",
        b"xmpmeta",
        &0x8825_u16.to_be_bytes(),
        &0x8825_u16.to_le_bytes(),
    ] {
        assert!(!has(&cleaned, gone), "{gone:?} in {cleaned:?}");
    }
    for kept in [
        &b"JFIF"[..],
        b"ICC_PROFILE\0\x01\x01profile",
        b"Adobe\0\x64",
        b"(c) Lea",
        &[3, 0xff, 0xd0, 4, 0xff, 0xd9],
    ] {
        assert!(has(&cleaned, kept), "{kept:?} not in {cleaned:?}");
    }
    let again = of(&cleaned);
    assert_eq!((again.orientation, again.is_located, again.cleaned), (6, false, None));
}

#[test]
fn a_picture_without_metadata_stays_as_it_is() {
    let plain = png_of(4, 2, &corners(4, 2));
    assert_eq!(of(&plain).cleaned, None);
    assert_eq!(of(&jpeg_with(&[], 3)).cleaned, None);
    let encoded = ::webp::Encoder::from_rgb(&corners(4, 2), 4, 2).encode(80.0).to_vec();
    assert_eq!(of(&encoded).cleaned, None);
}

#[test]
fn every_orientation_is_read_in_both_byte_orders() {
    for orientation in 0..10 {
        for is_big in [false, true] {
            let metadata = [b"Exif\0\0", &exif(orientation, is_big)[..]].concat();
            let expected = if (1..=8).contains(&orientation) { orientation } else { 1 };
            let examined = of(&jpeg_with(&[segment(0xe1, &metadata)], 3));
            assert_eq!(u16::from(examined.orientation), expected, "{orientation}");
            let plain = png_of(4, 2, &corners(4, 2));
            let examined = of(&with_chunks(&plain, &[(b"eXIf", &exif(orientation, is_big))]));
            assert_eq!(u16::from(examined.orientation), expected, "{orientation}");
            assert!(examined.is_located);
            let again = of(&examined.cleaned.unwrap());
            assert_eq!(u16::from(again.orientation), expected, "{orientation}");
            assert!(!again.is_located);
        }
    }
}

#[test]
fn a_place_is_found_in_damaged_pictures() {
    let place = exif(6, true);
    let in_jpeg = jpeg_with(&[segment(0xe1, &[b"Exif\0\0", &place[..]].concat())], 3);
    let plain = png_of(4, 2, &corners(4, 2));
    let in_png = with_chunks(&plain, &[(b"eXIf", &place)]);
    let in_xmp = with_chunks(&plain, &[(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>1")]);
    for photo in [in_jpeg, in_png, in_xmp] {
        // Nothing remains of its beginning.
        let damaged = [&b"damaged"[..], &photo[9..]].concat();
        assert!(is_located(&damaged), "{damaged:?}");
    }
    assert!(!is_located(&plain) && !is_located(b"II*\0MM\0*"));
}

#[test]
fn a_png_loses_its_texts_and_keeps_what_is_shown() {
    let plain = png_of(4, 2, &corners(4, 2));
    let photo = with_chunks(
        &plain,
        &[
            (b"gAMA", &45_455_u32.to_be_bytes()),
            (b"tEXt", b"Comment\0secret"),
            (b"tEXt", b"Copyright\0Lea"),
            (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>secret"),
            (b"tIME", &[7; 7]),
            (b"caBX", b"secret"),
        ],
    );
    let examined = of(&[&photo[..], b"secret behind the end"].concat());
    assert!(examined.is_located);
    let cleaned = examined.cleaned.unwrap();
    assert!(!has(&cleaned, b"secret") && !has(&cleaned, b"tIME"));
    assert!(has(&cleaned, b"gAMA") && has(&cleaned, b"Copyright\0Lea"));
    assert!(pixels::decode(Kind::Png, &cleaned).is_ok());
}

#[test]
fn a_webp_loses_its_metadata_and_keeps_its_profile() {
    let plain = ::webp::Encoder::from_rgb(&corners(4, 2), 4, 2).encode(80.0).to_vec();
    let profiled = webp::with_profile(&plain, b"profile", (4, 2)).unwrap();
    let mut photo = profiled.clone();
    photo[20] |= 0x0c;
    photo.extend(b"EXIF");
    let metadata = exif(6, false);
    photo.extend(u32::try_from(metadata.len()).unwrap().to_le_bytes());
    photo.extend(&metadata);
    photo.extend(b"XMP \x06\0\0\0secret");
    let length = u32::try_from(photo.len() - 8).unwrap();
    photo[4..8].copy_from_slice(&length.to_le_bytes());
    let examined = of(&photo);
    assert!(examined.is_located);
    let cleaned = examined.cleaned.unwrap();
    assert!(!has(&cleaned, b"secret") && !of(&cleaned).is_located);
    assert!(has(&cleaned, b"profile") && has(&cleaned, b"(c) Lea"));
    assert_eq!(
        pixels::decode(Kind::WebP, &cleaned),
        pixels::decode(Kind::WebP, &profiled)
    );
}

#[test]
fn variants_are_turned_as_browsers_show_the_picture() {
    let stored = png_of(80, 40, &corners(80, 40));
    // Corners from the top left to the right, then below: white, red, blue, black as stored.
    for (orientation, expected) in [
        (1, "wrbk"),
        (2, "rwkb"),
        (3, "kbrw"),
        (4, "bkwr"),
        (5, "wbrk"),
        (6, "bwkr"),
        (7, "krbw"),
        (8, "rkwb"),
    ] {
        let examined = Examined {
            orientation,
            ..of(&stored)
        };
        let recipe = Recipe {
            widths: &[16, 32],
            quality: 90,
        };
        let made = variants(&stored, &examined, recipe).unwrap();
        assert_eq!(made.iter().map(|variant| variant.width).collect::<Vec<_>>(), [16, 32]);
        for variant in made {
            let (pixels, _) = pixels::decode(Kind::WebP, &variant.bytes).unwrap();
            let is_sideways = orientation >= 5;
            let height = if is_sideways {
                variant.width * 2
            } else {
                variant.width / 2
            };
            assert_eq!((pixels.width, pixels.height), (variant.width, height), "{orientation}");
            let color = |x: u32, y: u32| {
                let at = (y * pixels.width + x) as usize * 3;
                match &pixels.bytes[at..at + 3] {
                    [128..=255, 128..=255, 128..=255] => 'w',
                    [128..=255, ..] => 'r',
                    [.., 128..=255] => 'b',
                    _ => 'k',
                }
            };
            let (right, bottom) = (pixels.width - 2, pixels.height - 2);
            let found: String = [(1, 1), (right, 1), (1, bottom), (right, bottom)]
                .map(|(x, y)| color(x, y))
                .iter()
                .collect();
            assert_eq!(found, expected, "orientation {orientation}");
        }
    }
}

#[test]
fn variants_keep_a_profile_unless_it_is_the_usual_one() {
    let profile = |name: &str| {
        let mut profile = vec![0; 16];
        profile.extend(b"RGB XYZ ");
        profile.extend(name.as_bytes());
        profile
    };
    let plain = png_of(80, 40, &corners(80, 40));
    let compressed = |profile: &[u8]| {
        // A zlib stream of one stored block (RFC 1950 and 1951).
        let length = u16::try_from(profile.len()).unwrap();
        let (low, high) = profile.iter().fold((1_u32, 0_u32), |(low, high), byte| {
            let low = (low + u32::from(*byte)) % 65_521;
            (low, (high + low) % 65_521)
        });
        let sum = (high << 16 | low).to_be_bytes();
        [
            &[0x78, 1, 1][..],
            &length.to_le_bytes(),
            &(!length).to_le_bytes(),
            profile,
            &sum,
        ]
        .concat()
    };
    for (name, is_kept) in [("Display P3", true), ("sRGB IEC61966-2.1", false)] {
        let profile = profile(name);
        let file = with_chunks(&plain, &[(b"iCCP", &[b"p\0\0", &compressed(&profile)[..]].concat())]);
        let examined = of(&file);
        assert_eq!(examined.cleaned, None, "{name}");
        let recipe = Recipe {
            widths: &[32],
            quality: 80,
        };
        let made = variants(&file, &examined, recipe).unwrap();
        let (pixels, found) = pixels::decode(Kind::WebP, &made[0].bytes).unwrap();
        assert_eq!((pixels.width, pixels.height), (32, 16));
        assert_eq!(found, is_kept.then_some(profile), "{name}");
    }
}

#[test]
fn what_is_animated_or_for_print_is_left_alone() {
    let animated = with_chunks(
        &png_of(80, 40, &corners(80, 40)),
        &[(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0])],
    );
    let mut moving = webp::with_profile(
        &::webp::Encoder::from_rgb(&corners(80, 40), 80, 40).encode(80.0),
        b"profile",
        (80, 40),
    )
    .unwrap();
    moving[20] |= 2;
    for file in [animated, moving, jpeg_with(&[], 4)] {
        let examined = of(&file);
        assert_eq!(examined.cleaned, None);
        let recipe = Recipe {
            widths: &[8],
            quality: 80,
        };
        assert_eq!(variants(&file, &examined, recipe), Ok(Vec::new()));
    }
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let file = png_of(80, 40, &corners(80, 40));
    let recipe = Recipe {
        widths: &[16, 32],
        quality: 80,
    };
    let make = || variants(&file, &of(&file), recipe);
    assert_eq!(make(), make());
}

#[test]
fn damaged_files_are_told_and_never_panic() {
    let photos = [
        jpeg_with(&[segment(0xe1, &[b"Exif\0\0", &exif(6, false)[..]].concat())], 3),
        with_chunks(&png_of(80, 40, &corners(80, 40)), &[(b"eXIf", &exif(6, true))]),
        webp::with_profile(
            &::webp::Encoder::from_rgb(&corners(80, 40), 80, 40).encode(80.0),
            b"p",
            (80, 40),
        )
        .unwrap(),
    ];
    let recipe = Recipe {
        widths: &[16],
        quality: 80,
    };
    for photo in photos {
        for end in 0..photo.len().min(600) {
            for file in [photo[..end].to_vec(), {
                let mut changed = photo.clone();
                changed[end] ^= 0x55;
                changed
            }] {
                if let Ok(Some(examined)) = examine(&file) {
                    let _ = variants(&file, &examined, recipe);
                }
            }
        }
    }
    // Nothing to show: the head alone, and a side of no pixels.
    assert_eq!(examine(&[0xff, 0xd8, 0xff, 0xe1, 0, 40, b'E']), Err(Damaged));
    assert_eq!(examine(file::PNG_SIGNATURE), Err(Damaged));
    assert_eq!(examine(b"GIF89a"), Ok(None));
    assert_eq!(examine(b""), Ok(None));
    let empty = with_chunks(&png_of(1, 1, &[0; 3]), &[]);
    let mut empty = empty;
    empty[16..24].fill(0);
    let examined = of(&empty);
    assert_eq!(variants(&empty, &examined, recipe), Err(Refusal::Damaged));
}

#[test]
fn a_picture_with_too_many_pixels_is_not_decoded() {
    let mut huge = png_of(1, 1, &[0; 3]);
    huge[16..20].copy_from_slice(&20_000_u32.to_be_bytes());
    huge[20..24].copy_from_slice(&20_000_u32.to_be_bytes());
    let recipe = Recipe {
        widths: &[16],
        quality: 80,
    };
    let refused = variants(&huge, &of(&huge), recipe);
    assert_eq!(refused, Err(Refusal::TooLarge { pixels: 400_000_000 }));
}
