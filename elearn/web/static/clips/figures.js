// Draws the two people of a clip: drawing(clip) is a pure function of the time to {part: {attribute: value}}.
const { abs, atan2, cos, hypot, max, min, sin, sqrt, PI } = Math, RAD = PI / 180;
const ease = x => (x = min(1, x), x * x * (3 - 2 * x));
const mix = (from, to, k) => from.map((v, i) => v + (to[i] - v) * k);
const n = v => +v.toFixed(1), n3 = v => +v.toFixed(3), at = (...v) => v.map(n).join(" ");
const place = (x, y, turn = 0, sx = 1, sy = sx) => ({ transform: `translate(${at(x, y)}) rotate(${n(turn)}) scale(${n3(sx)} ${n3(sy)})` });
const bow = (x, y, by) => `M${at(x, y)}Q0 ${at(by, -x, y)}`;
const lens = (x, y, above, below) => ({ d: `${bow(x, y, above)}Q0 ${at(below, x, y)}Z` });
const spin = ([x, y], degrees, [ox, oy], k = 1) => {
  const c = cos(degrees * RAD) * k, s = sin(degrees * RAD) * k;
  return [ox + x * c - y * s, oy + x * s + y * c];
};
export const during = (rows, t) => rows.find(([from, until]) => from <= t && t < until);
export const named = root => Object.fromEntries([...root.querySelectorAll("[id]")].map(e => [e.id, e]));

function head(p, who, { R, rx, ry, ...h }, [x, y], roll, [yaw, pitch], [, , ex, ey], [brow, inner, lid, smile, open, round], size, shut) {
  const put = (part, ...attributes) => Object.assign(p[`${who}-${part}`] = {}, ...attributes);
  const on = (lon, lat, up = 0, r = R) => [r * sin((lon + yaw) * RAD) * cos((lat + pitch) * RAD), -r * sin((lat + pitch) * RAD) - up, 0, max(.3, cos((lon + yaw) * RAD * .9))];
  const turn = sin(yaw * RAD), side = turn < 0 ? -1 : 1, glad = max(0, smile);
  put("skull", place(x, y, roll, size));
  // A look down lowers the lids, a smile lifts the lower ones.
  const lower = max(lid, lid + (ey - .5) * .6, shut), top = -ry + 2 * ry * lower, low = ry + 5 - 8 * max(0, glad - .5) * (1 - lower);
  for (const [s, d] of [["L", -1], ["R", 1]]) {
    const w = h.browW, far = cos((d * 90 + yaw) * RAD);
    put("eye" + s, place(...on(d * h.eye[0], h.eye[1], 0, R * .95), 1 + max(0, -lid) * .7));
    put("iris" + s, place(ex * (rx - 6.5), ey * 3.4));
    put("lid" + s, { d: `${bow(-17, top + 2, top - 6 + 8 * lower)}V-17H-17Z${bow(-17, low, low - 3 - 5 * glad)}V17H-17Z` });
    put("lash" + s, { d: bow(-rx - 2, top + 3, top - 6.5 + 10 * lower) });
    put("brow" + s, place(...on(d * h.eye[0], h.brow, brow), 1), { d: `M${at(-w, 3 - inner * (d > 0))}Q0 ${at(-5 - inner * .3, w, 3 - inner * (d < 0))}` });
    put("cheek" + s, place(...on(d * h.cheek[0], h.cheek[1], glad * 3), 1), { opacity: n(.3 + .35 * glad) });
    put("ear" + s, place(on(d * 92, 0)[0] * 1.02, -h.ear + pitch * .3, 0, max(.45, .5 + far * .6), 1), { opacity: +(far > -.15) });
  }
  const [nx, ny] = on(0, h.nose, 0, R + h.nosed), mouth = on(0, h.mouth), bend = abs(turn);
  put("nose", place(nx, ny, 0, side, 1), { d: h.nosed > 5 ? `M-2 -17Q${at(bend * 12, -3, bend * 8)} 3Q0 8 -7 4` : "M-6 0Q0 6 6 0" });
  put("cap", place(turn * R * .32, -pitch * .5, 0, side, 1));
  put("back", place(-turn * R * .3, pitch * .2));
  put("side", { cx: n(-side * R * .95) });
  put("beard", place(turn * R * .36, 36 - pitch));
  const w = -h.mouthW * (1 + .25 * glad - .42 * round), c = smile * 6, o = open * 16.5, up = c * .9 - o * (.35 + round), down = c + o * 2.1, k = o > 4 ? .74 : 0;
  put("mouth", place(...mouth, 1), lens(w, -c, up, down));
  put("teeth", place(...mouth, 1), lens(w * k, 1.5 - c * k, up + 1.5, up + min(12, o)));
  put("tongue", place(...mouth, 1), lens(w * k * .7, down * .26, down * .06, down * .64));
  const seen = dx => spin([mouth[0] + dx, mouth[1]], roll, [x, y], size);
  return [...seen(side * 56), side, ...seen(0)];
}

function arm(p, id, from, to, length, bend, spread) {
  const far = hypot(to[0] - from[0], to[1] - from[1]) || 1, hand = mix(from, to, min(1, length * 1.04 / far));
  const drop = sqrt(max(0, length * length - far * far)) * .5, elbow = [(from[0] + hand[0]) / 2 + drop * bend, (from[1] + hand[1]) / 2 + drop];
  const angle = atan2(hand[1] - elbow[1], hand[0] - elbow[0]) / RAD;
  const tip = i => spread < 0 ? i > -1 ? 18 : 36 : 19 + 9 * spread - abs(i) * 2.5;
  p[id + "-edge"] = p[id + "-sleeve"] = { d: `M${at(...from)}Q${at(...elbow, ...hand)}` };
  p[id + "-hand"] = place(...hand, angle, 1, abs(angle) > 90 ? -1 : 1);
  p[id + "-fingers"] = { d: [-1.5, -.5, .5, 1.5].map(i => `M8 ${i * 5.5}L${at(tip(i), i * (5.5 + 5 * max(0, spread)))}`).join("") };
  return spin([14, 0], angle, hand);
}

// `alive` 0 stills what never rests (breath, kicking, shaking); `blink` is for a playing picture only.
export function drawing({ setting, months, takes, faces, lanes, poses, heard }) {
  const tilt = setting.tilt ?? months.tilt, chest = spin([0, -104], tilt, setting.seat, months.scale), world = xy => spin(xy, tilt, chest, months.scale);
  const reach = ([x, y, spread, shaken, to], [ox, oy] = setting[to] ?? world(to)) => [x * setting.near + ox, y + oy, spread, shaken];
  const pose = (lane, word) => lane == "adult.hands" ? reach(poses[lane][word]) : poses[lane][word];
  return (t, alive = 1, blink = 0) => {
    // Each change is eased in from wherever the one before had come to.
    const get = (lane, take = takes[lane.split(".").at(-1)]) => lanes[lane].reduce(
      (now, [from, word]) => t > from ? mix(now, pose(lane, word), ease((t - from) / take)) : now, [...pose(lane, lanes[lane][0][1])]);
    const p = {}, said = during(heard, t), speaks = who => said?.[2] == who && said;
    const shut = (every, shift) => blink && (t + shift) % every < .13, breath = alive * sin(t * 1.7);
    // The adult
    const lean = get("adult.distance")[0] * setting.lean, hip = [setting.hip[0] + lean * 1.8, setting.hip[1]], bent = lean + breath * .25;
    const upper = xy => spin(xy, bent, hip), nodded = lanes["adult.head"].findLast(([from]) => from <= t)[0];
    const dip = alive * get("adult.head")[0] * max(0, sin(min(1, (t - nodded) / 1.5) * PI * 4)) * 9, face = get("adult.face"), a = speaks("adult");
    if (a) face[4] = max(face[4] * .5, (.16 + .4 * abs(sin((t - a[0]) * 8))) * (a[4] > 2 ? 1.3 : .85));
    const [yaw, pitch] = get("adult.gaze");
    p.torso = place(...hip, bent);
    const mouthA = head(p, "adult", faces.adult, upper([14 + yaw * .14, -262]), lean * .4 + yaw * .05, [yaw, pitch + (yaw > 0 && setting.bow) - dip], get("adult.gaze", takes.eyes), face, 1, shut(4.3, 1.1));
    const [hx, hy, spread, shaken] = get("adult.hands"), wag = alive * shaken * sin(t * 20) * 9;
    arm(p, "adult-far", upper([-36, -140]), setting.holds ? world(setting.holds) : [setting.lap[0] - 26 + lean, setting.lap[1] + 6], 250, -.2, .1);
    const handA = arm(p, "adult-near", upper([46, -134]), [hx + wag + lean * .4, hy + abs(wag) * .5], 262, -.2, spread);
    // The baby
    const [kick, stiff, forth] = get("baby.body"), look = get("baby.gaze"), small = get("baby.face"), b = speaks("baby"), coo = b[3] == "coo";
    if (b) {
      small[4] = max(small[4], coo ? .32 : .7); small[5] = max(small[5], coo ? .6 : 0);
      if (b[3] == "fuss") { small[1] = 9; small[3] = -.9; }
    }
    const jig = alive * kick * sin(t * 9), dx = stiff * 8 - forth * 18, sx = dx * .6;
    p.baby = place(...chest, tilt, months.scale);
    p.trunk = place(0, 0, stiff * 4 - forth * 6);
    const mouthB = head(p, "baby", faces.baby, [dx + look[0] * .12 - 4, -84 - stiff * 5 - abs(jig) * 2 - breath * .5], stiff * 6 - tilt * .55 + look[0] * .08, look, get("baby.gaze", takes.eyes), small, months.head, shut(5.1, 2.6));
    for (const [id, y, d] of [["B", 78, -1], ["A", 88, 1]]) {
      const k = kick * (alive ? sin(t * 9 + d) : d * .6), fx = -104 - stiff * 22 - k * 12, fy = y + 22 - stiff * 26 - max(0, k) * 36;
      p["leg" + id] = { d: `M-2 ${y}Q${at(-50 - stiff * 20, y - 40 + stiff * 30 - k * 14, fx, fy)}` };
      p["foot" + id] = place(fx - 8, fy - 2, -24 + k * 20);
    }
    const [x1, y1, x2, y2, open, sucks] = get("baby.hands"), [nx, ny] = mix([x1, y1], [mouthB[3] - 12, mouthB[4] + 12], sucks);
    const hold = arm(p, "baby-near", [-30 + sx, 2], [nx + jig * 4 + sx, ny + jig * 5], 104, -.4, open);
    arm(p, "baby-far", [36 + sx, 0], [x2 - jig * 3 + sx, y2 - jig * 4], 96, .5, max(0, open));
    const shares = get("toy"), spots = [setting.toy, [handA[0], handA[1] - setting.grip], world(hold), setting.floor];
    p.toy = place(...[0, 1].map(i => shares.reduce((sum, share, j) => sum + share * spots[j][i], 0)), wag * 2 + shares[2] * jig * 10);
    p.shadow = { ...place(...setting.toy), opacity: n(shares[0]) };
    for (const [who, x, y, side] of [["adult", ...mouthA], ["baby", ...world(mouthB), mouthB[2]]])
      p[who + "-voice"] = { ...place(x, y, 0, side, 1), d: ["M0-9q8 9 0 18", "M12-17q14 17 0 34", "M24-25q20 25 0 50"].slice(0, speaks(who)[4] ?? 0).join("") };
    return p;
  };
}

export function paint(parts, picture) {
  for (const id in picture) for (const name in picture[id])
    parts[id]?.getAttribute(name) == picture[id][name] || parts[id]?.setAttribute(name, picture[id][name]);
}
