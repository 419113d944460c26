// A file as text that any message can carry.

/** @typedef {{ name: string, content: string }} Packed */

/**
 * A file with its name, as base64.
 * @param {File} file
 * @returns {Promise<Packed>}
 */
export function packed(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const address = String(reader.result);
      resolve({ name: file.name, content: address.slice(address.indexOf(",") + 1) });
    };
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
