// Bones and muscles: the same camera as the skin's, one light.

const HEAD = `#version 300 es
precision highp float;
uniform vec3 right, up, back, middle;
uniform vec3 scale;   // twice the distance of the eye over the picture's width and height; the distance
`;

const PROJECT = `
void show(vec3 at, vec3 facing) {
  vec3 off = at - middle;
  depth = dot(off, back);
  normal = facing;
  float away = scale.z - depth;
  gl_Position = vec4(dot(off, right) * scale.x, dot(off, up) * scale.y, -depth / 1.5 * away, away);
}`;

/** Each vertex is carried by two segments; a segment is three rows of turn and shift. */
export const BONE_VERTEX = `${HEAD}
layout(location=0) in vec3 place;
layout(location=1) in vec3 facing;
layout(location=2) in uvec4 carry;
uniform vec4 rows[114];
out vec3 normal, colour;
out float depth;
${PROJECT}
vec3 turned(int i, vec3 v) { return vec3(dot(rows[i].xyz, v), dot(rows[i + 1].xyz, v), dot(rows[i + 2].xyz, v)); }
vec3 shift(int i) { return vec3(rows[i].w, rows[i + 1].w, rows[i + 2].w); }
void main() {
  int one = int(carry.x) * 3, other = int(carry.y) * 3;
  float weight = float(carry.z) / 255.;
  colour = vec3(.93, .90, .82);
  show(mix(turned(one, place) + shift(one), turned(other, place) + shift(other), weight),
    mix(turned(one, facing), turned(other, facing), weight));
}`;

/** Vertices as they stand, each with a colour. */
export const MUSCLE_VERTEX = `${HEAD}
layout(location=0) in vec3 place;
layout(location=1) in vec3 facing;
layout(location=2) in vec3 tint;
out vec3 normal, colour;
out float depth;
${PROJECT}
void main() {
  colour = tint;
  show(place, facing);
}`;

/** Light on bones and muscles. */
export const INSIDE_FRAGMENT = `${HEAD}
in vec3 normal, colour;
in float depth;
out vec4 shown;
void main() {
  vec3 n = normalize(normal);
  float key = clamp(dot(n, normalize(right * .5 + up * .78 + back * .55)) * .85 + .15, 0., 1.);
  float facing = clamp(dot(n, back), 0., 1.);
  vec3 light = vec3(.46, .47, .50) * mix(.75, 1.1, .5 + .5 * n.z) + vec3(.66, .64, .60) * key;
  float near = mix(.82, 1.08, clamp(.5 + depth * 1.4, 0., 1.));
  shown = vec4(colour * light * mix(.62, 1.05, facing) * near, 1.);
}`;
