//! Pixels of pictures: decoding, resizing, turning.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use png::{ColorType, Transformations};
use webp::BitstreamFeatures;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::file::{Damaged, Kind};
use crate::webp as container;

/// Longest side of a JPEG file (ITU-T T.81, section B.2.2).
const MAX_SIDE: usize = 65_535;

/// A picture with 8 bits a channel, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Bytes of a pixel: 3 (RGB) or 4 (RGBA).
    pub(crate) channels: usize,
    pub(crate) bytes: Vec<u8>,
}

fn jpeg_decoder(bytes: &[u8]) -> JpegDecoder<ZCursor<&[u8]>> {
    let options = DecoderOptions::default()
        .set_max_width(MAX_SIDE)
        .set_max_height(MAX_SIDE)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options)
}

fn png_decoder(bytes: &[u8]) -> png::Decoder<Cursor<&[u8]>> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: 1 << 29 });
    decoder.set_transformations(Transformations::normalize_to_color8());
    // Chrome and Firefox show what there is, too.
    decoder.ignore_checksums(true);
    decoder.set_ignore_text_chunk(true);
    decoder
}

/// Width and height of a picture as stored.
pub(crate) fn size(kind: Kind, bytes: &[u8]) -> Option<(u32, u32)> {
    match kind {
        Kind::Jpeg => {
            let mut decoder = jpeg_decoder(bytes);
            decoder.decode_headers().ok()?;
            let (width, height) = decoder.dimensions()?;
            Some((width.try_into().ok()?, height.try_into().ok()?))
        }
        Kind::Png => {
            let mut decoder = png_decoder(bytes);
            let info = decoder.read_header_info().ok()?;
            Some((info.width, info.height))
        }
        Kind::WebP => {
            let features = BitstreamFeatures::new(bytes)?;
            Some((features.width(), features.height()))
        }
    }
}

/// Decodes a picture; also returns its color profile (ICC).
pub(crate) fn decode(kind: Kind, bytes: &[u8]) -> Result<(Pixels, Option<Vec<u8>>), Damaged> {
    match kind {
        Kind::Jpeg => {
            let mut decoder = jpeg_decoder(bytes);
            let pixels = decoder.decode().map_err(|_| Damaged)?;
            let (width, height) = decoder.dimensions().ok_or(Damaged)?;
            let side = |length: usize| u32::try_from(length).map_err(|_| Damaged);
            let pixels = Pixels::new((side(width)?, side(height)?), 3, pixels)?;
            Ok((pixels, decoder.icc_profile()))
        }
        Kind::Png => {
            let mut reader = png_decoder(bytes).read_info().map_err(|_| Damaged)?;
            let mut pixels = vec![0; reader.output_buffer_size().ok_or(Damaged)?];
            let info = reader.next_frame(&mut pixels).map_err(|_| Damaged)?;
            pixels.truncate(info.buffer_size());
            let gray = |channels: usize| pixels.chunks_exact(channels).flat_map(spread).collect();
            let (channels, pixels) = match info.color_type {
                ColorType::Grayscale => (3, gray(1)),
                ColorType::GrayscaleAlpha => (4, gray(2)),
                ColorType::Rgb => (3, pixels),
                ColorType::Rgba => (4, pixels),
                ColorType::Indexed => return Err(Damaged),
            };
            let profile = reader.info().icc_profile.as_deref().map(<[u8]>::to_vec);
            Ok((Pixels::new((info.width, info.height), channels, pixels)?, profile))
        }
        Kind::WebP => {
            let image = webp::Decoder::new(bytes).decode().ok_or(Damaged)?;
            let channels = if image.is_alpha() { 4 } else { 3 };
            let pixels = Pixels::new((image.width(), image.height()), channels, image.to_vec())?;
            Ok((pixels, container::profile(bytes)))
        }
    }
}

/// A gray pixel as red, green, blue, and its transparency if it has one.
fn spread(gray: &[u8]) -> impl Iterator<Item = u8> {
    let (light, rest) = (gray[0], gray.get(1).copied());
    [light; 3].into_iter().chain(rest)
}

impl Pixels {
    fn new((width, height): (u32, u32), channels: usize, bytes: Vec<u8>) -> Result<Self, Damaged> {
        let expected = u64::from(width) * u64::from(height) * channels as u64;
        if expected == 0 || bytes.len() as u64 != expected {
            return Err(Damaged);
        }
        Ok(Self {
            width,
            height,
            channels,
            bytes,
        })
    }

    /// Scales the picture to this size.
    pub(crate) fn resized(&self, width: u32, height: u32) -> Result<Self, Damaged> {
        let pixel = if self.channels == 4 {
            PixelType::U8x4
        } else {
            PixelType::U8x3
        };
        let from = ImageRef::new(self.width, self.height, &self.bytes, pixel).map_err(|_| Damaged)?;
        let mut to = Image::new(width, height, pixel);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&from, &mut to, &options).map_err(|_| Damaged)?;
        Self::new((width, height), self.channels, to.into_vec())
    }

    /// Turns and mirrors the picture as its Exif orientation says (CIPA DC-008, section 4.6.4).
    pub(crate) fn turned(self, orientation: u8) -> Self {
        if orientation < 2 {
            return self;
        }
        let (width, height) = (self.width as usize, self.height as usize);
        let is_sideways = orientation >= 5;
        let (new_width, new_height) = if is_sideways { (height, width) } else { (width, height) };
        let mut bytes = Vec::with_capacity(self.bytes.len());
        for y in 0..new_height {
            for x in 0..new_width {
                let (right, bottom) = (width - 1, height - 1);
                let (from_x, from_y) = match orientation {
                    2 => (right - x, y),
                    3 => (right - x, bottom - y),
                    4 => (x, bottom - y),
                    5 => (y, x),
                    6 => (y, bottom - x),
                    7 => (right - y, bottom - x),
                    _ => (right - y, x),
                };
                let at = (from_y * width + from_x) * self.channels;
                bytes.extend(&self.bytes[at..at + self.channels]);
            }
        }
        let (width, height) = if is_sideways {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        Self {
            width,
            height,
            bytes,
            ..self
        }
    }
}
