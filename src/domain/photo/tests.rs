use proptest::prelude::*;

use super::*;

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], &length[..], body].concat()
}

/// A frame of so many points.
fn frame(high: u16, wide: u16) -> Vec<u8> {
    segment(0xC0, &[&[8], &high.to_be_bytes()[..], &wide.to_be_bytes(), &[1, 1, 0x11, 0]].concat())
}

const POINTS: &[u8] = &[0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];

/// A picture with these segments behind its start.
fn jpeg(before: &[Vec<u8>]) -> Vec<u8> {
    let start = vec![0xFF, 0xD8];
    let rest = [segment(0xDB, &[0; 65]), frame(20, 10), segment(0xC4, &[0; 20]), segment(0xDA, &[1, 1, 0, 0, 63, 0])];
    [start, before.concat(), rest.concat(), POINTS.to_vec(), vec![0xFF, 0xD9]].concat()
}

/// What a telephone writes: which way up, and where it was.
fn exif(is_little: bool, turned: u8) -> Vec<u8> {
    let two = |n: u16| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
    let four = |n: u32| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
    let entry = |tag: u16, kind: u16, value: [u8; 4]| [&two(tag)[..], &two(kind), &four(1), &value].concat();
    let turned = two(u16::from(turned));
    let mut tiff = if is_little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
    tiff.extend(four(8));
    tiff.extend(two(2));
    tiff.extend(entry(0x0112, 3, [turned[0], turned[1], 0, 0]));
    tiff.extend(entry(0x8825, 4, four(38)));
    tiff.extend(b"51.5007N 0.1246W");
    segment(0xE1, &[b"Exif\0\0".to_vec(), tiff].concat())
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], name, body, &[0; 4]].concat()
}

fn png(between: &[Vec<u8>]) -> Vec<u8> {
    let head = [&20_u32.to_be_bytes()[..], &10_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let start = b"\x89PNG\r\n\x1a\n".to_vec();
    [start, chunk(b"IHDR", &head), between.concat(), chunk(b"IDAT", b"points"), chunk(b"IEND", b"")].concat()
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn where_a_photo_was_taken_is_gone_and_which_way_up_it_is_stays() {
    for is_little in [true, false] {
        let taken = jpeg(&[segment(0xE0, b"JFIF\0 small copy"), exif(is_little, 6), segment(0xFE, b"by Mrs Khan")]);
        assert!(has(&taken, b"51.5007N") && has(&taken, b"Mrs Khan"));
        let (kind, kept) = clean(&taken).unwrap();
        assert_eq!(kind, Kind::Jpg);
        for gone in [&b"51.5007N"[..], b"Mrs Khan", b"small copy"] {
            assert!(!has(&kept, gone), "{}", String::from_utf8_lossy(gone));
        }
        assert!(has(&kept, POINTS) && has(&kept, b"Exif\0\0MM"), "the points, and the way up");
        assert_eq!(clean(&kept), Ok((Kind::Jpg, kept.clone())), "what is clean stays as it is");
    }
    let upright = clean(&jpeg(&[exif(true, 1)])).unwrap().1;
    assert_eq!(upright, jpeg(&[]), "upright need not be said");
}

#[test]
fn every_way_up_is_kept_and_nonsense_is_none() {
    for turned in 2..=8 {
        let kept = clean(&jpeg(&[exif(false, turned)])).unwrap().1;
        assert_eq!(kept[2..4], [0xFF, 0xE1]);
        assert_eq!(clean(&kept).unwrap().1, kept, "{turned}");
    }
    for turned in [0, 9, 200] {
        assert_eq!(clean(&jpeg(&[exif(true, turned)])).unwrap().1, jpeg(&[]), "{turned}");
    }
}

#[test]
fn whatever_a_program_hangs_on_is_left_out() {
    let all: Vec<Vec<u8>> =
        (0xE0..=0xEF).chain([0xFE]).map(|marker| segment(marker, b"http://ns.adobe.com Adobe")).collect();
    let mut hung_on = jpeg(&all);
    hung_on.extend(b"a second picture and a film");
    assert_eq!(clean(&hung_on).unwrap().1, jpeg(&[]));
    let colours = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01");
    let long = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01 and by whom");
    assert_eq!(clean(&jpeg(&[long])).unwrap().1, jpeg(&[colours]), "how colours are meant stays");
    let words = [
        chunk(b"tEXt", b"Author\0Mrs Khan"),
        chunk(b"eXIf", b"MM 51.5007N"),
        chunk(b"iCCP", b"Camera of Mrs Khan"),
        chunk(b"tIME", b"2026"),
        chunk(b"gAMA", &[0, 0, 0, 1]),
        chunk(b"gAMA", b"Mrs Khan"),
    ];
    let mut taken = png(&words);
    taken.extend(b"behind the end");
    assert_eq!(clean(&taken), Ok((Kind::Png, png(&[chunk(b"gAMA", &[0, 0, 0, 1])]))));
}

#[test]
fn what_is_damaged_unknown_or_too_large_is_refused() {
    use PhotoProblem::{Damaged, File, NoPicture, TooLarge, Unknown};
    let whole = jpeg(&[exif(true, 6)]);
    for end in 4..whole.len() {
        assert_eq!(clean(&whole[..end]), Err(Damaged), "cut at {end}");
    }
    let whole = png(&[chunk(b"tEXt", b"x")]);
    for end in 9..whole.len() {
        assert_eq!(clean(&whole[..end]), Err(Damaged), "cut at {end}");
    }
    let large = [vec![0xFF, 0xD8], frame(8_001, 10), vec![0xFF, 0xD9]].concat();
    let start = b"\x89PNG\r\n\x1a\n".to_vec();
    for (bytes, why) in [
        (large, TooLarge),
        ([vec![0xFF, 0xD8], frame(0, 10)].concat(), Damaged),
        (jpeg(&[segment(0xC9, &[0; 9])]), Unknown),
        (png(&[chunk(b"QUUX", b"")]), Unknown),
        ([start.clone(), chunk(b"tEXt", b"")].concat(), Damaged),
        ([start, chunk(b"IDAT", b"x")].concat(), Damaged),
        (b"%PDF-1.7".to_vec(), NoPicture),
        (b"<svg onload='alert(1)'/>".to_vec(), NoPicture),
        (Vec::new(), File(Refused::Empty)),
    ] {
        assert_eq!(clean(&bytes), Err(why));
    }
}

proptest! {
    #[test]
    fn no_bytes_break_it_and_what_is_clean_is_clean(
        is_png in any::<bool>(), body in proptest::collection::vec(any::<u8>(), 0..300), at in 0_usize..400
    ) {
        let mut bytes = if is_png { png(&[]) } else { jpeg(&[exif(true, 6)]) };
        let at = 2 + at % (bytes.len() - 2);
        bytes.splice(at..at, body);
        if let Ok((kind, kept)) = clean(&bytes) {
            let again = clean(&kept);
            prop_assert_eq!(again, Ok((kind, kept)));
        }
    }

    #[test]
    fn nothing_of_a_left_out_segment_is_in_what_is_kept(words in "[a-z]{8,40}", marker in 0xE0_u8..=0xED) {
        let kept = clean(&jpeg(&[segment(marker, words.as_bytes())])).unwrap().1;
        prop_assert!(!has(&kept, words.as_bytes()));
    }
}
