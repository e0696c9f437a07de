// What waits on this device, kept by attempt and person. Where a browser keeps nothing, memory has to do.
export class Store {
  constructor(name) {
    this.name = name;
    this.memory = {};
  }

  all() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) ?? {};
    } catch {
      return this.memory;
    }
  }

  // Each change reads first: another tab of the same attempt keeps its own there.
  change(edit) {
    const kept = this.all();
    edit(kept);
    this.memory = kept;
    try {
      Object.keys(kept).length ? localStorage.setItem(this.name, JSON.stringify(kept)) : localStorage.removeItem(this.name);
    } catch { /* full or forbidden: memory has it */ }
  }

  put(key, value) {
    this.change((kept) => { kept[key] = value; });
  }

  remove(key) {
    this.change((kept) => { delete kept[key]; });
  }

  clear() {
    this.change((kept) => { for (const key of Object.keys(kept)) delete kept[key]; });
  }
}
