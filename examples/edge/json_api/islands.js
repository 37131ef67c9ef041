// Some lighthouses on skerries around Scotland: where they stand, and since when they shine.
export const islands = {
  "muckle-skerry": { name: "Muckle Skerry", latitude: 58.69, longitude: -2.92, lit: 1794 },
  "out-skerries": { name: "Out Skerries", latitude: 60.42, longitude: -0.73, lit: 1854 },
  skerryvore: { name: "Skerryvore", latitude: 56.32, longitude: -7.11, lit: 1844 },
  "sule-skerry": { name: "Sule Skerry", latitude: 59.08, longitude: -4.41, lit: 1895 },
};

const EARTH_RADIUS_KM = 6371;
const radians = (degrees) => (degrees * Math.PI) / 180;

// The way over the water from one to the other, as if nothing stood in it.
export function distance(from, to) {
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const turn = radians(to.longitude - from.longitude);
  const cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn);
  return EARTH_RADIUS_KM * Math.acos(Math.min(1, cosine));
}
