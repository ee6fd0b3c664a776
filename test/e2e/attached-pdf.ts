const text = (page: number) => `BT /F1 36 Tf 72 700 Td <5BA26237> Tj ET BT /F2 24 Tf 72 640 Td (page ${page}) Tj ET`

const objects = [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Count 2/Kids[7 0 R 9 0 R]>>',
  // Chinese without its font in the file: the encoding and a font of the machine have to be found.
  '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>',
  '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R>>',
  '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
  '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ...[1, 2].flatMap((page) => [
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 6 0 R>>>>/Contents ${6 + page * 2} 0 R>>`,
    `<</Length ${text(page).length}>>stream\n${text(page)}\nendstream`,
  ]),
]

/** Two pages in Chinese and Latin letters, as a printer driver of some years ago wrote them. */
export const attachedPdf = Buffer.from(
  `%PDF-1.4\n${objects.map((object, at) => `${at + 1} 0 obj${object} endobj\n`).join('')}trailer<</Root 1 0 R>>\n%%EOF\n`,
)
