// Around the frame: VdoPlayer.getInstance(frame).video behaves as an HTML video does.
window.VdoPlayer = {
  getInstance(frame) {
    const video = new EventTarget();
    let place = 0;
    Object.assign(video, { duration: 0, paused: true });
    Object.defineProperty(video, "currentTime", { get: () => place, set: (value) => tell("seek", value) });
    const tell = (call, value) => frame.contentWindow.postMessage({ to: "vdo", call, value }, "*");
    video.play = () => tell("play");
    video.pause = () => tell("pause");
    addEventListener("message", (message) => {
      const told = message.data || {};
      if (message.source !== frame.contentWindow || told.from !== "vdo") return;
      place = told.currentTime;
      video.duration = told.duration;
      video.paused = told.paused;
      video.dispatchEvent(new Event(told.event));
    });
    return { video };
  },
};
