// The one picture of the body: signed distance to smooth-joined round cones, marched tile by tile.
// Each tile carries a list of the cones that can reach it, by part, in the texture `list`:
//   part:  [joint, its reach, k at the joint, k within the part; number of cones and kind], then [plane]
//   cone:  [start, radius, end - start, radius at end - radius]
//   patch: cone, then [tint; number, parts it may lie on]
// An item is four whole numbers, each two signed shares of 1: fetching costs more than reckoning.
// Places are relative to the pelvis, so that they are shares of 1.

/** Width of a tile in pixels. */
export const TILE = 12;
/** Width of what one ray of the march ahead stands for, in pixels; divides TILE. */
export const CELL = 6;
/** Width of the picture of the floor's shade. */
export const SHADE = 56;

const GLSL_HEAD = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform highp usampler2D list;
uniform vec3 eye, right, up, ahead, centre;
uniform vec2 size;
uniform float pixel, away, ground0;
uvec4 item(int i) { return texelFetch(list, ivec2(i & 1023, i >> 10), 0); }
vec4 low(uvec4 u) { return vec4(unpackSnorm2x16(u.x), unpackSnorm2x16(u.y)); }
vec4 high(uvec4 u) { return vec4(unpackSnorm2x16(u.z), unpackSnorm2x16(u.w)); }
vec3 rayOf(vec2 at) { return ahead + (right * (at.x - .5 * size.x) + up * (at.y - .5 * size.y)) * (pixel / away); }
`;

/** A tile of the picture. */
export const TILE_VERTEX = `${GLSL_HEAD}
#define TILE ${TILE}.
layout(location=0) in vec4 place;   // x, y of the tile in pixels; first item, number of parts
layout(location=1) in vec4 span;    // nearest and farthest depth, number of patches with a colour, of all patches
flat out ivec4 work;
flat out vec2 depths;
uniform vec4 window;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 at = (place.xy + corner * TILE - window.xy) / window.zw;
  work = ivec4(place.zw, span.zw);
  depths = span.xy;
  gl_Position = vec4(at * 2. - 1., 0., 1.);
}`;

// What both marches through a tile share: how far a place is from the skin.
const FIELD = `${GLSL_HEAD}
#define CELL ${CELL}.
flat in ivec4 work;
flat in vec2 depths;
out vec4 colour;

float soft(float a, float b, float k, float quarter) {   // quarter: 1 / (4 k)
  float h = max(k - abs(a - b), 0.);
  return min(a, b) - h * h * quarter;
}
float cone(vec3 p, uvec4 u) {
  vec4 A = low(u), B = high(u);
  vec3 q = p - A.xyz;
  float h = clamp(dot(q, B.xyz) / max(dot(B.xyz, B.xyz), 1e-9), 0., 1.);
  return length(q - B.xyz * h) - A.w - B.w * h;
}
float joint(vec3 p, vec4 J, float k) {    // how much two parts melt together here
  vec3 q = p - J.xyz;
  float near = max(0., 1. - dot(q, q) / (J.w * J.w));
  return k * near * near;
}
float field(vec3 p) {
  float all = 9.;
  int o = work.x;
  for (int i = 0; i < work.y; i++) {
    uvec4 head = item(o);
    vec2 ks = unpackSnorm2x16(head.z);
    float d = cone(p, item(o + 2)), quarter = .25 / ks.y;
    int last = o + 2 + int(head.w & 255u);
    for (o += 3; o < last; o++) d = soft(d, cone(p, item(o)), ks.y, quarter);
    float k = joint(p, low(head), ks.x);
    all = k > 1e-4 ? soft(all, d, k, .25 / k) : min(all, d);
  }
  return all;
}
`;

/** A march of one ray for CELL x CELL pixels: where the others may begin. */
export const START_FRAGMENT = `${FIELD}
void main() {
  float reach = depths.x, safe = pixel / away * CELL * .75;
  vec3 dir = rayOf((floor(gl_FragCoord.xy) + .5) * CELL);
  for (int i = 0; i < 48; i++) {
    float d = field(eye + dir * reach);
    if (d < reach * safe) break;
    reach += (d - reach * safe * .9) * .96;
    if (reach > depths.y) break;
  }
  if (reach > depths.y) discard;
  float f = (reach - away + 2.) / 4. * 255.;
  colour = vec4(floor(f) / 255., fract(f), 0., 1.);
}`;

/** What a tile shows, or what lies under a pixel of it. */
export const TILE_FRAGMENT = `${FIELD}
uniform vec4 window;
uniform vec3 headAt, headX, headY, headZ;
uniform vec3 cloth[4];        // shirt, legs, skin, hair
uniform float plain;          // 0 dressed, 1 as an anatomy figure
uniform float hover;
uniform bool picking;
uniform sampler2D start;

vec4 slope(vec3 p, uvec4 u) {    // the same with its gradient
  vec4 A = low(u), B = high(u);
  vec3 q = p - A.xyz;
  float h = clamp(dot(q, B.xyz) / max(dot(B.xyz, B.xyz), 1e-9), 0., 1.);
  q -= B.xyz * h;
  float l = length(q);
  return vec4(q / max(l, 1e-6), l - A.w - B.w * h);
}
vec4 blend(vec4 a, vec4 b, float k) {
  if (b.w < a.w) { vec4 c = a; a = b; b = c; }
  float h = max(k - (b.w - a.w), 0.) / k;
  return vec4(mix(a.xyz, b.xyz, h * .5), a.w - h * h * k * .25);
}
float edge(float x, float w) { return smoothstep(-w, w, x); }
float hem(float x) {
  float f = (abs(x + .004) - .001) / .0022;
  return 1. - .16 * exp(-f * f);
}

vec3 face(vec3 p, vec3 base, float w) {
  vec3 q = p - headAt;
  vec3 h = vec3(dot(q, headX), abs(dot(q, headY)), dot(q, headZ));
  if (h.x < .02) return base;
  vec3 c = base;
  c = mix(c, base * vec3(1.03, .86, .82), .5 * (1. - smoothstep(.004, .017, length(h.yz - vec2(.027, .030)))));
  float white = 1. - edge(length((h.yz - vec2(.0192, .0545)) / vec2(.0078, .0036)) - 1., w * 160.);
  c = mix(c, vec3(.96, .95, .93), white * .8);
  float iris = 1. - edge(length((h.yz - vec2(.0190, .0545)) / vec2(.0038, .0040)) - 1., w * 200.);
  c = mix(c, vec3(.20, .15, .13), iris * .95);
  float lid = h.z - .0588 + 14. * pow(h.y - .0185, 2.);
  c = mix(c, base * .42, .7 * (1. - edge(abs(lid) - .0008, w)) * (1. - edge(abs(h.y - .0192) - .0085, w)));
  float brow = h.z - .0715 + 11. * pow(h.y - .0215, 2.);
  c = mix(c, cloth[3] * .9, .85 * (1. - edge(abs(brow) - .0012, w)) * (1. - edge(abs(h.y - .0205) - .0090, w)));
  float lip = h.z - .0170 - 22. * h.y * h.y;
  c = mix(c, vec3(.74, .38, .35), .85 * (1. - edge(abs(lip) - .0016, w)) * (1. - edge(h.y - .0125, w)));
  return c;
}

float weight(int part, float d) {    // of its colour where two parts meet; the hairline is sharp
  return exp(-max(d, -.004) * (int(item(part).w >> 8) == 4 ? 4000. : 400.));
}

vec3 material(int part, vec3 p, float w) {
  uvec4 edges = item(part + 1);
  vec4 plane = vec4(low(edges).xyz, high(edges).x);
  int kind = int(item(part).w >> 8);
  vec3 shirt = cloth[0], legs = cloth[1], skin = cloth[2];
  float s = kind == 0 ? plane.w - length(p - plane.xyz) : dot(plane.xyz, p) - plane.w;
  vec3 c = skin;
  if (kind == 0) c = mix(shirt * hem(s), skin, edge(s, w));
  else if (kind == 1) c = mix(legs, shirt * hem(-s), edge(s, w));
  else if (kind == 2) c = skin;
  else if (kind == 4) c = cloth[3];
  else if (kind == 5) c = legs;
  else if (kind == 6) c = mix(legs * hem(s), skin, edge(s, w));
  else if (kind == 8) c = mix(shirt * hem(s), skin, edge(s, w));
  if (kind != 4 && kind != 3) c = mix(c, vec3(.80, .80, .82), plain * .92);
  return c;
}

vec3 heat(float t) {
  vec3 c = mix(vec3(.98, .93, .76), vec3(.98, .70, .26), smoothstep(0., .5, t));
  return mix(c, vec3(.80, .17, .13), smoothstep(.45, 1., t));
}

void main() {
  vec2 at = gl_FragCoord.xy + window.xy;
  vec4 begin = texelFetch(start, ivec2(at / CELL), 0);
  if (begin.a < .5) discard;
  vec3 dir = rayOf(at);
  float t = away - 2. + (floor(begin.r * 255. + .5) + begin.g) * 4. / 255. - .0003;
  float near = 9., tn = t, still = max(.0003, pixel * .4);
  bool hit = false;
  for (int i = 0; i < 44; i++) {
    float d = field(eye + dir * t);
    float ratio = d / (t * pixel / away);
    if (ratio < near) { near = ratio; tn = t; }
    hit = d < still || i == 43;
    if (hit) { t += d; break; }
    t += d * 1.25;    // a step too far comes back: the distance inside is negative
    if (t > depths.y) break;
  }
  float cover = hit ? 1. : clamp(1. - near, 0., 1.);
  if (cover <= 0.01) discard;
  vec3 p = eye + dir * (hit ? t : tn);
  if (p.z < ground0 - .002) discard;

  // One pass for what the surface is here: its normal, the part it belongs to and the next one.
  float best = 9., next = 9.;
  vec4 all = vec4(0., 0., 0., 9.);
  int o = work.x, mine = o, other = o;
  for (int i = 0; i < work.y; i++) {
    uvec4 head = item(o);
    vec2 ks = unpackSnorm2x16(head.z);
    int part = o;
    vec4 d = slope(p, item(o + 2));
    int last = o + 2 + int(head.w & 255u);
    for (o += 3; o < last; o++) d = blend(d, slope(p, item(o)), ks.y);
    if (d.w < best) { next = best; other = mine; best = d.w; mine = part; }
    else if (d.w < next) { next = d.w; other = part; }
    all = blend(all, d, max(joint(p, low(head), ks.x), 1e-5));
  }
  float w = max(pixel * .7, .0006);
  int on = int(item(mine).w >> 8);
  float own = weight(mine, best), its = weight(other, next);
  if (its < .01 * own) its = 0.;
  vec3 base = vec3(0.);    // a loop, not twice the code: software cards run both sides of a branch
  for (int i = 0; i < (its > 0. ? 2 : 1); i++) base += material(i == 0 ? mine : other, p, w) * (i == 0 ? own : its);
  base /= own + its;
  if (on == 3) base = face(p, base, w);
  vec3 n = normalize(all.xyz);
  float occ = picking ? 1. : 1. - .56 * clamp(1. - field(p + n * .017) / .017, 0., 1.);

  float top = 0., named = 0., lit = 0.;
  vec3 tone = base;
  int marks = picking ? work.w : work.z;
  for (int i = 0; i < marks; i++, o += 2) {
    uvec4 mark = item(o + 1);
    float tinted = float(mark.x) / 1000. - 1., number = float(mark.y);
    if (((int(mark.z) >> on) & 1) == 0) continue;
    float d = cone(p, item(o));
    float inside = 1. - smoothstep(-.004, .0015, d);
    if (tinted >= 0. && inside > 0.) tone = mix(tone, mix(heat(tinted), base, .08), inside * .93);
    if (d < .001 && 1. - d > top) { top = 1. - d; named = number; }
    if (abs(number - hover) < .5) lit = max(lit, inside);
  }
  if (picking) {
    colour = vec4(named / 255., float(on + 1) / 255., 1., 1.);
    return;
  }
  base = mix(tone, vec3(.16, .42, .75), lit * .45);

  vec3 view = -normalize(dir);
  vec3 key = normalize(right * .50 + up * .78 - ahead * .55), fill = normalize(-right * .85 + up * .10 - ahead * .45);
  float dif = clamp(dot(n, key) * .92 + .08, 0., 1.), sky = .5 + .5 * n.z;
  float rim = pow(1. - clamp(dot(n, view), 0., 1.), 3.);
  occ *= mix(.62, 1., clamp((p.z - ground0) / .10 + .5 + .5 * n.z, 0., 1.));
  bool skin = on == 2 || on == 3 || on > 6;
  vec3 light = vec3(.34, .35, .38) * mix(.72, 1.1, sky) + vec3(.72, .70, .66) * dif + vec3(.13, .14, .17) * clamp(dot(n, fill), 0., 1.);
  vec3 c = base * light * mix(vec3(.55, .50, .52), vec3(1.), clamp(occ, 0., 1.)) * 1.04;
  c += (skin ? .07 : .035) * pow(clamp(dot(n, normalize(key + view)), 0., 1.), 24.);
  c += rim * (skin ? vec3(.05, .02, .01) : vec3(.04, .05, .07)) - rim * .09;
  colour = vec4(clamp(c, 0., 1.) * cover, cover);
}`;

/** One triangle over the whole picture. */
export const PLAIN_VERTEX = `#version 300 es
void main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4. - 1., 0., 1.); }`;

/** How much of the sky each place of the floor loses to the body, once a pose. */
export const SHADE_FRAGMENT = `${GLSL_HEAD}
#define SHADE ${SHADE}.
uniform vec4 ground;      // x, y, width, height of the shaded rectangle
uniform int cones;
out vec4 colour;
void main() {
  vec2 f = gl_FragCoord.xy / SHADE;
  vec3 p = vec3(ground.xy + f * ground.zw, ground0);
  float open = 1.;
  for (int i = 0; i < cones; i++) {
    vec4 A = low(item(i)), B = high(item(i));
    vec3 q = p - A.xyz;
    float h = clamp(dot(q, B.xyz) / max(dot(B.xyz, B.xyz), 1e-9), 0., 1.);
    vec3 c = B.xyz * h - q;
    float r = A.w + B.w * h, d = max(length(c), r), z = max(c.z, 0.);
    open *= 1. - .62 * clamp(r * r * z / (d * d * d), 0., 1.);
  }
  vec2 rim = smoothstep(vec2(0.), vec2(.18), f) * smoothstep(vec2(0.), vec2(.18), 1. - f);
  colour = vec4(max(1. - pow(open, 1.6) - .05, 0.) * rim.x * rim.y, 0., 0., 1.);
}`;

/** The shaded rectangle of the floor. */
export const FLOOR_VERTEX = `${GLSL_HEAD}
uniform vec4 ground;
out vec2 f;
void main() {
  f = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec3 q = vec3(ground.xy + f * ground.zw, ground0) - eye;
  gl_Position = vec4(2. * away / pixel * vec2(dot(q, right), dot(q, up)) / size, 0., dot(q, ahead));
}`;

/** How dark the floor is there: nothing at the rim of the picture and seen from beneath. */
export const FLOOR_FRAGMENT = `${GLSL_HEAD}
in vec2 f;
uniform sampler2D shade;
out vec4 colour;
void main() {
  vec2 v = gl_FragCoord.xy / size, rim = smoothstep(vec2(0.), vec2(.12), min(v, 1. - v));
  float a = texture(shade, f).r * .62 * smoothstep(0., .12, -rayOf(gl_FragCoord.xy).z) * rim.x * rim.y;
  colour = vec4(vec3(.10, .10, .13) * a, a);
}`;
