//! Paints what egui wants painted, without a window and without a graphics card: every machine paints the same dots.

use std::collections::BTreeMap;
use std::mem;

use egui::epaint::{ClippedPrimitive, ImageData, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Pos2, Rect, TextureId, TexturesDelta};

/// Parts of a pixel in which corners of triangles are counted, so that neighbours share each dot of their border.
const PARTS: f32 = 256.0;
/// Dots of a texture along each side of a pixel, at most, that are looked at where it is made smaller.
const LOOKS: u16 = 8;

/// A picture, and the textures that it is painted with.
pub(crate) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 3]>,
    textures: BTreeMap<TextureId, ColorImage>,
}

/// A corner in parts of a pixel.
type Corner = [i64; 2];

impl Canvas {
    pub(crate) fn new([width, height]: [usize; 2]) -> Self {
        Self { width, height, pixels: vec![[255.0; 3]; width * height], textures: BTreeMap::new() }
    }

    /// Takes new and changed textures.
    pub(crate) fn take(&mut self, delta: &mut TexturesDelta) {
        for (id, parts) in mem::take(&mut delta.set) {
            parts.into_iter().for_each(|part| self.put(id, part));
        }
        mem::take(&mut delta.free).into_iter().for_each(|id| drop(self.textures.remove(&id)));
    }

    fn put(&mut self, id: TextureId, ImageDelta { image, pos, .. }: ImageDelta) {
        let ImageData::Color(image) = image;
        let Some([left, top]) = pos else {
            self.textures.insert(id, ColorImage::clone(&image));
            return;
        };
        let whole = self.textures.get_mut(&id).unwrap();
        for (y, row) in image.pixels.chunks(image.size[0]).enumerate() {
            let from = (top + y) * whole.size[0] + left;
            whole.pixels[from..from + row.len()].copy_from_slice(row);
        }
    }

    pub(crate) fn paint(&mut self, primitives: &[ClippedPrimitive], scale: f32) {
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            if let Primitive::Mesh(mesh) = primitive {
                self.mesh(mesh, *clip_rect * scale, scale);
            }
        }
    }

    /// The picture as it is: red, green, blue.
    pub(crate) fn pixels(&self) -> Vec<[u8; 3]> {
        self.pixels.iter().map(|pixel| pixel.map(|part| byte(f64::from(part)))).collect()
    }

    fn mesh(&mut self, mesh: &Mesh, clip: Rect, scale: f32) {
        let Some(texture) = self.textures.remove(&mesh.texture_id) else { return };
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [corners[0], corners[1], corners[2]].map(|at| mesh.vertices[at as usize]);
            self.triangle(corners, &texture, clip, scale);
        }
        self.textures.insert(mesh.texture_id, texture);
    }

    fn triangle(&mut self, mut vertices: [Vertex; 3], texture: &ColorImage, clip: Rect, scale: f32) {
        let mut corners = vertices.map(|vertex| corner(vertex.pos, scale));
        let mut area = edge(corners[0], corners[1], corners[2]);
        if area < 0 {
            vertices.swap(1, 2);
            corners.swap(1, 2);
            area = -area;
        }
        if area == 0 {
            return;
        }
        let even = even(&vertices).then(|| shade(&vertices, [1.0, 0.0, 0.0], texture, 1));
        let looks = looks(&vertices, &corners, texture);
        let [left, right] =
            self.span(corners.map(|corner| corner[0]), [clip.left(), clip.right()], self.width);
        let [top, bottom] =
            self.span(corners.map(|corner| corner[1]), [clip.top(), clip.bottom()], self.height);
        let sides = [1, 2, 0].map(|from| (corners[from], corners[(from + 1) % 3]));
        // What belongs to a dot on a side counts as inside; the dot on the same side of the neighbour does not.
        let least = sides.map(|(from, to)| i64::from(!owns(from, to)));
        let step = sides.map(|(from, to)| (from[1] - to[1]) * PARTS as i64);
        for y in top..bottom {
            let mut weights = sides.map(|(from, to)| edge(from, to, [middle(left), middle(y)]));
            for x in left..right {
                if weights[0] >= least[0] && weights[1] >= least[1] && weights[2] >= least[2] {
                    let parts = weights.map(|weight| weight as f64 / area as f64);
                    self.blend(x, y, even.unwrap_or_else(|| shade(&vertices, parts, texture, looks)));
                }
                weights[0] += step[0];
                weights[1] += step[1];
                weights[2] += step[2];
            }
        }
    }

    /// Pixels that a triangle may reach along one side of the picture.
    fn span(&self, corners: [i64; 3], clip: [f32; 2], length: usize) -> [usize; 2] {
        let pixel = |part: i64| (part as f64 / f64::from(PARTS)).max(0.0);
        let least = pixel(*corners.iter().min().unwrap()).max(f64::from(clip[0].round()));
        let most = (pixel(*corners.iter().max().unwrap()) + 1.0).min(f64::from(clip[1].round()));
        [least as usize, (most.max(0.0) as usize).min(length)]
    }

    fn blend(&mut self, x: usize, y: usize, [red, green, blue, alpha]: [f64; 4]) {
        let below = &mut self.pixels[y * self.width + x];
        let through = 1.0 - alpha / 255.0;
        let mix = |above: f64, below: f32| (above + f64::from(below) * through) as f32;
        *below = [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2])];
    }
}

fn corner(pos: Pos2, scale: f32) -> Corner {
    [pos.x, pos.y].map(|side| (side * scale * PARTS).round() as i64)
}

fn middle(pixel: usize) -> i64 {
    (pixel as i64) * (PARTS as i64) + (PARTS as i64) / 2
}

/// Twice the area of a triangle; above 0 if its corners turn to the right on the screen.
fn edge(a: Corner, b: Corner, c: Corner) -> i64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Which of two neighbours has the dots on their common side: the one below or to the right of it.
fn owns(from: Corner, to: Corner) -> bool {
    to[1] < from[1] || (to[1] == from[1] && to[0] > from[0])
}

/// Whether a triangle has one colour.
fn even(vertices: &[Vertex; 3]) -> bool {
    let [first, rest @ ..] = vertices;
    rest.iter().all(|other| other.uv == first.uv && other.color == first.color)
}

/// Along each side of a pixel, how often to look at the texture.
fn looks(vertices: &[Vertex; 3], corners: &[Corner; 3], texture: &ColorImage) -> u16 {
    let side = |a: usize, b: usize| {
        let [w, h] = texture.size.map(|side| side as f64);
        let uv = vertices[b].uv - vertices[a].uv;
        let texels = (f64::from(uv.x) * w).hypot(f64::from(uv.y) * h);
        let [x, y] = [0, 1].map(|at| (corners[b][at] - corners[a][at]) as f64 / f64::from(PARTS));
        if x.hypot(y) > 0.0 { texels / x.hypot(y) } else { 0.0 }
    };
    let most = side(0, 1).max(side(1, 2)).max(side(2, 0));
    if most > 1.2 { (most.ceil() as u16).min(LOOKS) } else { 1 }
}

/// The colour of a triangle at a dot, mixed from its corners.
fn shade(vertices: &[Vertex; 3], weights: [f64; 3], texture: &ColorImage, looks: u16) -> [f64; 4] {
    let mix = |of: &dyn Fn(&Vertex) -> f64| {
        vertices.iter().zip(weights).map(|(vertex, weight)| of(vertex) * weight).sum::<f64>()
    };
    let [w, h] = texture.size.map(|side| side as f64);
    let (x, y) = (mix(&|v| f64::from(v.uv.x)) * w - 0.5, mix(&|v| f64::from(v.uv.y)) * h - 0.5);
    let mut seen = [0.0; 4];
    let part = |at: u16| f64::from(at) + 0.5 - f64::from(looks) / 2.0;
    for (dx, dy) in (0..looks).flat_map(|dx| (0..looks).map(move |dy| (dx, dy))) {
        let look = sample(texture, x + part(dx), y + part(dy));
        seen.iter_mut().zip(look).for_each(|(sum, part)| *sum += part);
    }
    let all = f64::from(looks) * f64::from(looks);
    [0, 1, 2, 3].map(|at| mix(&|v| f64::from(v.color.to_array()[at])) * seen[at] / all / 255.0)
}

/// The texture between its four nearest dots.
fn sample(texture: &ColorImage, x: f64, y: f64) -> [f64; 4] {
    let [w, h] = texture.size;
    let dot = |x: f64, y: f64| {
        let inside = |at: f64, length: usize| (at.max(0.0) as usize).min(length - 1);
        Color32::to_array(&texture.pixels[inside(y, h) * w + inside(x, w)]).map(f64::from)
    };
    let (left, top) = (x.floor(), y.floor());
    let (right, below) = (x - left, y - top);
    let between = |a: [f64; 4], b: [f64; 4], part: f64| [0, 1, 2, 3].map(|at| a[at] + (b[at] - a[at]) * part);
    let upper = between(dot(left, top), dot(left + 1.0, top), right);
    let lower = between(dot(left, top + 1.0), dot(left + 1.0, top + 1.0), right);
    between(upper, lower, below)
}

fn byte(part: f64) -> u8 {
    part.round().clamp(0.0, 255.0) as u8
}
