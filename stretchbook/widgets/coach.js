// The figure of a hold player: it moves into each pose while the person gets ready, on the side that is
// to be done, keeps it during the hold, and moves out of it in the pause.

const SETTLED_MS = 500; // so long before the hold the figure is in the pose

// What the figure does in a segment after so many milliseconds: {stretch, side, steps (from and to), share}.
// It comes out of the pose of the last hold by the steps that follow it, or by the way it went in.
function figureMove(segments, index, elapsed, held) {
  const segment = segments[index];
  if (segment.kind === "hold") return { segment, from: held(segment), to: held(segment), share: 1 };
  const share = Math.min(1, elapsed / Math.max(1, segment.seconds * 1000 - SETTLED_MS));
  if (segment.kind === "ready") return { segment, from: 0, to: held(segment), share };
  const last = segments.slice(0, index).findLast(({ kind }) => kind === "hold") ?? segment;
  return { segment: last, from: held(last), to: Infinity, share };
}

class Coach {
  constructor(host) {
    this.host = host;
    this.stage = new FigureStage(host, { camera: () => (this.turned = true) });
    host.addEventListener("dblclick", () => this.turnBack());
  }

  // Draw the figure for a moment of the routine; nothing is drawn that is drawn already.
  // ways: for each stretch what Figure draws, or null. Returns whether there is a figure.
  show(segments, index, elapsed, ways) {
    const held = ({ stretch }) => ways(stretch)?.steps.findIndex(({ hold }) => hold) ?? -1;
    const { segment, from, to, share } = figureMove(segments, index, elapsed, held);
    const data = ways(segment.stretch);
    if (!data || from < 0 || to < 0) return false;
    const here = `${segment.stretch} ${segment.side}`;
    if (here !== this.here) {
      this.way = segment.side === "right" ? mirrorWay(data) : data;
      this.turned = false;
      this.stage.set({ anchor: this.way.anchor, widest: [this.way.steps, this.way.anchor] });
    }
    this.here = here;
    const { steps } = this.way;
    const end = to < Infinity ? to : from < steps.length - 1 ? steps.length - 1 : 0;
    this.position = still() ? held(segment) : from + (end - from) * minimumJerk(share);
    const rocks = segments[index].kind === "hold" && steps[from].rock_roll && !still() && !this.stage.slow;
    const moving = Boolean(rocks || (share < 1 && !still()));
    const drawn = `${here} ${this.position} ${rocks ? elapsed : ""} ${moving}`;
    if (drawn === this.drawn) return true;
    this.drawn = drawn;
    const pose = poseAtPosition(steps, this.position);
    if (!this.turned) this.stage.camera = cameraAtPosition(steps, this.position);
    this.stage.moving = moving;
    this.stage.set({ pose: rocks ? rockedPose(pose, steps[from], elapsed) : pose });
    return true;
  }

  turnBack() {
    this.turned = false;
    this.stage.turnTo(...cameraAtPosition(this.way.steps, this.position));
  }

  close() {
    this.stage.remove();
  }
}
