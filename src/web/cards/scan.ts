import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

prepareZXingModule({ overrides: { locateFile: (path: string) => (path.endsWith('.wasm') ? wasm : path) } })

/** The text of the first code on a picture, or null where there is none that can be read. Loaded when somebody needs it. */
export const textOnPicture = async (picture: Blob): Promise<string | null> => {
  const found = await readBarcodes(picture, { formats: ['QRCode', 'MicroQRCode', 'DataMatrix'], tryHarder: true })
  return found.find((one) => one.isValid && one.text !== '')?.text ?? null
}
