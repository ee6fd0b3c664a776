/** The mark: a moon over two waves. */
export const Mark = ({ size = 22 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden="true" className="gs-mark">
    <rect width="22" height="22" rx="5" className="gs-mark-ground" />
    <circle cx="15" cy="7" r="2.6" className="gs-mark-moon" />
    <path d="M0 12.5c3.6-3 7.4-3 11 0s7.4 3 11 0V17a5 5 0 0 1-5 5H5a5 5 0 0 1-5-5z" className="gs-mark-far" />
    <path d="M0 16.5c3.6-2.6 7.4-2.6 11 0s7.4 2.6 11 0V17a5 5 0 0 1-5 5H5a5 5 0 0 1-5-5z" className="gs-mark-near" />
  </svg>
)
