/** CPU and wall time that work on audio costs, a second of that audio. */

export interface Usage {
  during<T>(seconds: number, work: () => Promise<T>): Promise<T>;
  read(): { readonly cpuMsPerSecond: number; readonly realTimeFactor: number };
}

export function usage(): Usage {
  let audio = 0;
  let cpu = 0;
  let wall = 0;
  return {
    async during(seconds, work) {
      const from = process.cpuUsage();
      const began = performance.now();
      const made = await work();
      const { user, system } = process.cpuUsage(from);
      cpu += (user + system) / 1000;
      wall += performance.now() - began;
      audio += seconds;
      return made;
    },
    read: () => ({
      cpuMsPerSecond: Math.round((cpu / Math.max(audio, 0.001)) * 100) / 100,
      realTimeFactor: Math.round(wall / Math.max(audio, 0.001)) / 1000,
    }),
  };
}
