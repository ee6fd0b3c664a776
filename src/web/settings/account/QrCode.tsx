import { create } from 'qrcode'

const quiet = 3

/** A QR code drawn as one path, in ink on white in both themes: cameras read dark on light. */
export const QrCode = ({ text, label, size = 176 }: { text: string; label: string; size?: number }) => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const side = modules.size + quiet * 2
  const dark = Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) =>
      modules.get(row, column) ? `M${column + quiet} ${row + quiet}h1v1h-1z` : '',
    ).join(''),
  ).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="gs-qr"
    >
      <rect width={side} height={side} className="gs-qr-ground" />
      <path d={dark} className="gs-qr-ink" />
    </svg>
  )
}
