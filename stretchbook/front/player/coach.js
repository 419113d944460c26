// The figure of a hold player: it moves into each pose while the person gets ready, on the side that is
// to be done, keeps it during the hold, and moves out of it in the pause.

import { FigureCanvas, minimumJerk, still } from "../figure/figure_canvas.js";
import { cameraAtPosition, mirrorKey, mirrorPath, poseAtPosition, rockedPose, unpackPath } from "../figure/keyframe_path.js";

/**
 * @import { PackedPath, Path } from "../figure/keyframe_path.js"
 * @import { InsideSwitch } from "../inside/inside_switch.js"
 * @import { Segment } from "./told.js"
 */

const SETTLED_MS = 500; // so long before the hold the figure is in the pose

/**
 * The hold to which a moment of the routine belongs, and where the figure is: on its way into the pose (0 to 1), in
 * it (1), or on its way out (1 to 2).
 * @param {Segment[]} segments
 * @param {number} index
 * @param {number} elapsed
 * @returns {[hold: Segment, place: number]}
 */
export function figurePlace(segments, index, elapsed) {
  const segment = segments[index];
  if (segment.kind === "hold") return [segment, 1];
  const share = Math.min(1, elapsed / Math.max(1, segment.seconds * 1000 - SETTLED_MS));
  if (segment.kind === "ready") return [segment, share];
  return [segments.slice(0, index).findLast(({ kind }) => kind === "hold") ?? segment, 1 + share];
}

/** The figure of one view of a player. */
export class Coach {
  /**
   * @param {HTMLElement} host
   * @param {() => void} failed  there is no WebGL2 here
   * @param {(stage: FigureCanvas) => InsideSwitch} [lens]  the switch between skin and inside; without it there is only
   *   the skin, and none of the code of the inside
   */
  constructor(host, failed, lens) {
    /** @type {InsideSwitch | null} */
    this.lens = null;
    this.stage = new FigureCanvas(host, {
      turned: () => (this.turned = true),
      failed: () => (this.lens?.hide(), failed()),
    });
    if (lens) {
      this.lens = lens(this.stage);
      host.append(this.lens.button);
    }
    this.position = 0;
    host.addEventListener("dblclick", () => this.turnBack());
  }

  // Draw the figure for a moment of the routine; nothing is drawn that is drawn already.
  // ways: for each stretch what the figure draws, or null; runs: whether time goes on. Returns whether there is a figure.
  /** @type {(segments: Segment[], index: number, elapsed: number, ways: (stretch: string) => PackedPath | null | undefined, runs: boolean) => boolean} */
  show(segments, index, elapsed, ways, runs) {
    const [segment, place] = figurePlace(segments, index, elapsed);
    const data = ways(segment.stretch);
    const held = data?.steps.findIndex(({ hold }) => hold) ?? -1;
    if (!data || held < 0) return (this.stage.moving = false);
    const here = `${segment.stretch} ${segment.side}`;
    if (here !== this.here || !this.way) {
      /** @type {string | undefined} */
      this.here = here;
      const own = unpackPath(data);
      /** @type {Path | undefined} */
      this.way = segment.side === "right" ? mirrorPath(own) : own;
      this.turned = false;
      this.lens?.show(segment.stretch, segment.side === "right" ? mirrorKey : undefined);
      this.stage.set({ anchor: this.way.anchor, widest: [this.way.steps, this.way.anchor] });
    }
    const { steps } = this.way;
    const last = steps.length - 1;
    // out of the pose by the steps that follow it, or by the way in
    const [from, to, share] = place > 1 ? [held, held < last ? last : 0, place - 1] : [0, held, place];
    this.position = still() ? held : from + (to - from) * minimumJerk(share);
    const rocks = segments[index].kind === "hold" && Boolean(steps[held].rock_roll) && !still() && !this.stage.slow;
    const moving = runs && Boolean(rocks || (share < 1 && !still()));
    const drawn = `${here} ${this.position} ${rocks ? elapsed : ""} ${moving}`;
    if (drawn === this.drawn) return true;
    /** @type {string | undefined} */
    this.drawn = drawn;
    const pose = poseAtPosition(steps, this.position);
    if (!this.turned) this.stage.camera = cameraAtPosition(steps, this.position);
    this.stage.moving = moving;
    this.stage.set({ pose: rocks ? rockedPose(pose, steps[held], elapsed) : pose });
    return true;
  }

  turnBack() {
    if (!this.way) return;
    this.turned = false;
    this.stage.turnTo(...cameraAtPosition(this.way.steps, this.position));
  }

  close() {
    this.stage.remove();
  }
}
