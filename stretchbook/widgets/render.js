// Draws a placed body into a canvas with WebGL2. Nothing here knows of poses or muscles by name.

const TILE = 12;
const SHADE = 72; // as in the shader: size of the floor's picture
const CELL = 4; // as in the shader; divides TILE
const AWAY = 3.4; // from the eye to the middle of the body, in body heights
const SHADE_REACH = 0.017; // a cone this near still darkens a pixel
const KIND = { torso: 0, pelvis: 1, neck: 2, head: 3, hair: 4, thigh: 5, shank: 6, foot: 7, uarm: 8, farm: 9, hand: 10 };
const ORDER = ["torso", "pelvis", "neck", "head", "hair", "thighL", "shankL", "footL", "thighR", "shankR", "footR",
  "uarmL", "farmL", "handL", "uarmR", "farmR", "handR"];
const CLOTH = { shirt: [0.24, 0.55, 0.66], legs: [0.24, 0.31, 0.47], skin: [0.91, 0.71, 0.57], hair: [0.29, 0.2, 0.16] };

const partKind = (part) => KIND[part.replace(/[LR]$/, "")];

// Camera axes: azimuth from straight ahead of the body to its left, elevation above the floor.
function cameraAxes(azimuth, elevation) {
  const a = (azimuth * Math.PI) / 180;
  const e = (elevation * Math.PI) / 180;
  const back = [Math.cos(a) * Math.cos(e), Math.sin(a) * Math.cos(e), Math.sin(e)];
  const right = unit3(cross3([0, 0, 1], back));
  return { back, right, up: cross3(back, right) };
}

// Rectangle that the body fills, seen from a camera: middle (a point in space) and size, body heights.
function frameBody(body, azimuth, elevation) {
  const { right, up, back } = cameraAxes(azimuth, elevation);
  const low = [9, 9, 9];
  const high = [-9, -9, -9];
  for (const { a, b, ra, rb } of body.cones) {
    for (const [p, r] of [[a, ra], [b, rb]]) {
      [right, up, back].forEach((axis, i) => {
        low[i] = Math.min(low[i], dot3(p, axis) - r);
        high[i] = Math.max(high[i], dot3(p, axis) + r);
      });
    }
  }
  const mid = low.map((v, i) => (v + high[i]) / 2);
  const middle = add3(add3(times3(right, mid[0]), times3(up, mid[1])), times3(back, mid[2]));
  return { middle, width: high[0] - low[0], height: high[1] - low[1] };
}

// What makes clothes end: a plane (normal, offset) for each part, and the head's frame for the face.
function clothPlanes(body, origin) {
  const planes = {};
  const put = (part, segment, place, axis, sign = 1) => {
    const normal = times3(body.frames[segment][axis], sign);
    planes[part] = [...normal, dot3(normal, from(origin, body.at(segment, place)))];
  };
  planes.torso = [...from(origin, body.at("c7", [0.012, 0, 0.014])), 0.05]; // the neckline: a ball
  put("pelvis", "pelvis", [0, 0, 0.036], 2);
  for (const s of "LR") {
    put(`uarm${s}`, `uarm${s}`, [0, 0, -0.092], 2, -1);
    put(`shank${s}`, `shank${s}`, [0, 0, -0.195], 2, -1);
  }
  return planes;
}

// Two shares of 1 (-1 to 1) in one whole number, as unpackSnorm2x16 reads them.
const two = (a, b) => ((Math.round(a * 32767) & 65535) | (Math.round(b * 32767) << 16)) >>> 0;

// Moves places so that the pelvis is at the origin.
const from = (origin, place) => [place[0] - origin[0], place[1] - origin[1], place[2] - origin[2]];

function packCone({ a, b, ra, rb }, origin) {
  const [x, y, z] = from(origin, a);
  return [two(x, y), two(z, ra), two(b[0] - a[0], b[1] - a[1]), two(b[2] - a[2], rb - ra)];
}

class BodyRenderer {
  constructor(canvas) {
    const gl = canvas.getContext("webgl2", { alpha: true, antialias: false, depth: false, preserveDrawingBuffer: true });
    if (!gl) throw new Error("no WebGL2");
    this.gl = gl;
    this.canvas = canvas;
    this.prepare();
  }

  prepare() {
    const { gl } = this;
    this.programs = {
      tile: this.program(TILE_VERTEX, TILE_FRAGMENT),
      shade: this.program(PLAIN_VERTEX, SHADE_FRAGMENT),
      floor: this.program(PLAIN_VERTEX, FLOOR_FRAGMENT),
    };
    this.list = this.texture(gl.NEAREST);
    this.shade = this.texture(gl.LINEAR);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, SHADE, SHADE, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    this.shadeBuffer = this.target(this.shade);
    this.start = this.texture(gl.NEAREST);
    this.startBuffer = null;
    this.pickTexture = this.texture(gl.NEAREST);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    this.pickBuffer = this.target(this.pickTexture);
    this.plainArray = gl.createVertexArray();
    this.tileArray = gl.createVertexArray();
    this.tiles = gl.createBuffer();
    gl.bindVertexArray(this.tileArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.tiles);
    for (const i of [0, 1]) {
      gl.enableVertexAttribArray(i);
      gl.vertexAttribPointer(i, 4, gl.FLOAT, false, 32, 16 * i);
      gl.vertexAttribDivisor(i, 1);
    }
  }

  program(vertex, fragment) {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [type, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
        throw new Error(gl.getShaderInfoLog(shader));
      }
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
    const names = new Map();
    return { program, at: (name) => names.get(name) ?? names.set(name, gl.getUniformLocation(program, name)).get(name) };
  }

  texture(filter) {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, filter);
    for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
    return texture;
  }

  target(texture) {
    const { gl } = this;
    const buffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, buffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return buffer;
  }

  fillList(items) {
    const { gl } = this;
    const rows = Math.max(1, Math.ceil(items.length / 4096));
    const data = new Uint32Array(rows * 4096);
    data.set(items);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.list);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32UI, 1024, rows, 0, gl.RGBA_INTEGER, gl.UNSIGNED_INT, data);
  }

  // body: from placeBody. patches: [{number, tint (or null), on, cones}]. view: azimuth, elevation, middle,
  // pixel (body heights a pixel at the middle), width and height of the picture in pixels. look: plain, hover.
  draw(body, patches, view, look = {}) {
    const { gl, canvas } = this;
    const { width, height } = view;
    this.resize(width, height);
    this.origin = body.joints.pelvis;
    if (body !== this.shaded) this.castShade(body);
    this.shaded = body;
    this.view = { ...view, ...cameraAxes(view.azimuth, view.elevation) };
    const { items, tiles } = this.sortIntoTiles(body, patches);
    this.fillList(items);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.tiles);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(tiles), gl.DYNAMIC_DRAW);
    this.count = tiles.length / 8;
    this.look = { body, look };
    gl.disable(gl.BLEND);
    gl.clearColor(0, 0, 0, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.startBuffer);
    gl.viewport(0, 0, ...this.startSize);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.drawTiles([0, 0, this.startSize[0] * CELL, this.startSize[1] * CELL], "coarse");
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, width, height);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.drawFloor();
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.drawTiles([0, 0, width, height]);
  }

  resize(width, height) {
    const { gl, canvas } = this;
    if (canvas.width === width && canvas.height === height && this.startBuffer) return;
    Object.assign(canvas, { width, height });
    this.startSize = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
    gl.bindTexture(gl.TEXTURE_2D, this.start);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, ...this.startSize, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    this.startBuffer ??= this.target(this.start);
  }

  // Wait until the picture is drawn: to time it.
  finish() {
    this.gl.readPixels(0, 0, 1, 1, this.gl.RGBA, this.gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  // Number of the patch and kind of the part under a place of the last picture (pixels from the bottom left).
  pick(x, y) {
    const { gl } = this;
    if (!this.count) return { patch: 0, part: 0 };
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.pickBuffer);
    gl.viewport(0, 0, 1, 1);
    gl.disable(gl.BLEND);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.drawTiles([Math.floor(x), Math.floor(y), 1, 1], "picking");
    const found = new Uint8Array(4);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, found);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return { patch: found[0], part: found[1] };
  }

  useCamera({ program, at }) {
    const { gl, view } = this;
    const { right, up, back, middle, pixel, width, height } = view;
    gl.useProgram(program);
    gl.uniform1i(at("list"), 0);
    gl.uniform3fv(at("right"), right);
    gl.uniform3fv(at("up"), up);
    gl.uniform3fv(at("ahead"), times3(back, -1));
    gl.uniform3fv(at("eye"), from(this.origin, add3(middle, times3(back, AWAY))));
    gl.uniform1f(at("ground0"), -this.origin[2]);
    gl.uniform2f(at("size"), width, height);
    gl.uniform1f(at("pixel"), pixel);
    gl.uniform1f(at("away"), AWAY);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.list);
  }

  castShade(body) {
    const { gl } = this;
    const items = [];
    const low = [9, 9];
    const high = [-9, -9];
    let n = 0;
    for (const { part, a, b, ra, rb } of body.cones) {
      if (ra < 0.012 || part === "hair" || Math.min(a[2], b[2]) > 0.6) continue; // too small or too high
      items.push(...packCone({ a, b, ra, rb }, this.origin));
      n += 1;
      for (const p of [a, b]) {
        for (const i of [0, 1]) {
          low[i] = Math.min(low[i], p[i]);
          high[i] = Math.max(high[i], p[i]);
        }
      }
    }
    const [x, y] = from(this.origin, [...low, 0]);
    this.ground = [x - 0.3, y - 0.3, high[0] - low[0] + 0.6, high[1] - low[1] + 0.6];
    this.fillList(items);
    const { program, at } = this.programs.shade;
    gl.useProgram(program);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.shadeBuffer);
    gl.viewport(0, 0, SHADE, SHADE);
    gl.disable(gl.BLEND);
    gl.uniform1i(at("list"), 0);
    gl.uniform4fv(at("ground"), this.ground);
    gl.uniform1i(at("cones"), n);
    gl.uniform1f(at("ground0"), -this.origin[2]);
    gl.bindVertexArray(this.plainArray);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 3);
  }

  drawFloor() {
    const { gl } = this;
    const { at } = this.programs.floor;
    this.useCamera(this.programs.floor);
    gl.uniform1i(at("shade"), 1);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.shade);
    gl.uniform4fv(at("ground"), this.ground);
    gl.bindVertexArray(this.plainArray);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 3);
  }

  drawTiles(window, mode) {
    const { gl } = this;
    const { body, look } = this.look;
    const { at } = this.programs.tile;
    this.useCamera(this.programs.tile);
    gl.uniform4fv(at("window"), window);
    gl.uniform3fv(at("headAt"), from(this.origin, body.joints.c1));
    body.frames.c1.forEach((axis, i) => gl.uniform3fv(at(`head${"XYZ"[i]}`), axis));
    gl.uniform3fv(at("cloth"), [...CLOTH.shirt, ...CLOTH.legs, ...CLOTH.skin, ...CLOTH.hair]);
    gl.uniform1f(at("plain"), look.plain ?? 0);
    gl.uniform1f(at("hover"), look.hover || -1);
    gl.uniform1i(at("picking"), mode === "picking" ? 1 : 0);
    gl.uniform1i(at("coarse"), mode === "coarse" ? 1 : 0);
    gl.uniform1i(at("start"), 1);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, mode === "coarse" ? null : this.start);
    gl.bindVertexArray(this.tileArray);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.count);
  }

  // Lists, for each tile of the picture that the body can touch, the cones and patches that reach it.
  sortIntoTiles(body, patches) {
    const { right, up, back, middle, pixel, width, height } = this.view;
    const columns = Math.ceil(width / TILE);
    const bins = new Map();
    const project = (p) => {
      const q = sub3(p, middle);
      const z = dot3(q, back);
      const w = AWAY / (AWAY - z) / pixel;
      return [width / 2 + dot3(q, right) * w, height / 2 + dot3(q, up) * w, w, z];
    };
    const spread = (cone, reach, add) => {
      const [ax, ay, aw, az] = project(cone.a);
      const [bx, by, bw, bz] = project(cone.b);
      const r = Math.max(cone.ra, cone.rb);
      const far = (r + reach) * Math.max(aw, bw) * 1.03;
      const span = [Math.max(az, bz) + r, Math.min(az, bz) - r];
      const dx = bx - ax;
      const dy = by - ay;
      const l2 = Math.max(dx * dx + dy * dy, 1e-6);
      const half = TILE * Math.SQRT1_2;
      const x1 = Math.min(columns - 1, Math.floor((Math.max(ax, bx) + far) / TILE));
      const y1 = Math.min(Math.ceil(height / TILE) - 1, Math.floor((Math.max(ay, by) + far) / TILE));
      for (let ty = Math.max(0, Math.floor((Math.min(ay, by) - far) / TILE)); ty <= y1; ty++) {
        for (let tx = Math.max(0, Math.floor((Math.min(ax, bx) - far) / TILE)); tx <= x1; tx++) {
          const cx = (tx + 0.5) * TILE - ax;
          const cy = (ty + 0.5) * TILE - ay;
          const h = Math.min(1, Math.max(0, (cx * dx + cy * dy) / l2));
          if (Math.hypot(cx - dx * h, cy - dy * h) < far + half) add(ty * columns + tx, span);
        }
      }
    };
    for (const cone of body.cones) {
      const { melt, joins } = MODEL.parts[cone.part];
      const shade = melt > 0.015 ? SHADE_REACH : 0.6 * SHADE_REACH; // small parts cast small shade
      const reach = Math.max(shade, 0.75 * melt, joins ? 0.6 * joins[1] : 0);
      spread(cone, reach, (key, [near, far]) => {
        const bin = bins.get(key) ?? bins.set(key, { parts: {}, patches: [], near: -9, far: 9 }).get(key);
        (bin.parts[cone.part] ??= []).push(cone);
        bin.near = Math.max(bin.near, near);
        bin.far = Math.min(bin.far, far);
      });
    }
    for (const patch of patches) {
      for (const cone of patch.cones) spread(cone, 0.003, (key) => bins.get(key)?.patches.push({ cone, patch }));
    }
    const { origin } = this;
    const planes = clothPlanes(body, origin);
    const packed = new Map(body.cones.map((cone) => [cone, packCone(cone, origin)]));
    const items = [];
    const tiles = [];
    for (const [key, bin] of bins) {
      const start = items.length / 4;
      const parts = ORDER.filter((part) => bin.parts[part]);
      for (const part of parts) {
        const { melt, joins } = MODEL.parts[part];
        const cones = bin.parts[part];
        const [x, y, z] = joins ? from(origin, body.joints[joins[0]]) : [0, 0, 0];
        const [k, reach] = joins ? [joins[1], Math.min(1, 2.4 * joins[2])] : [0, 1];
        items.push(two(x, y), two(z, reach), two(k, melt), cones.length | (partKind(part) << 8));
        const plane = planes[part] ?? [0, 0, 0, -1];
        items.push(two(plane[0], plane[1]), two(plane[2], 0), two(plane[3], 0), 0);
        for (const cone of cones) items.push(...packed.get(cone));
      }
      for (const { cone, patch } of bin.patches) {
        const tint = patch.tint === null ? 0 : Math.round(1000 + 1000 * patch.tint);
        items.push(...packCone(cone, origin), tint, patch.number, patch.on, 0);
      }
      tiles.push((key % columns) * TILE, Math.floor(key / columns) * TILE, TILE, start);
      tiles.push(AWAY - bin.near - 0.02, AWAY - bin.far + 0.02, parts.length, bin.patches.length);
    }
    return { items, tiles };
  }
}

// The patches of one table of the model on a placed body; `tints` gives each number's tint, 0 to 1.
function placePatches(body, table, tints = {}) {
  return table.map(({ name, side, on, cones }, i) => ({
    number: i + 1,
    tint: tints[`${name} ${side}`] ?? null,
    on: on.reduce((mask, part) => mask | (1 << KIND[part]), 0),
    cones: cones.map(([s, a, ra, e, b, rb]) => ({ a: body.at(s, a), b: body.at(e, b), ra, rb })),
  }));
}
