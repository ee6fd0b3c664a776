import { Button } from 'antd'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useWords } from '../words.ts'
import { cardWords } from './cards.words.ts'
import './cards.css'

/** The picture of a card beside the form that is filled in from it. */
export const CardPhoto = ({ file, onRemove }: { file: File; onRemove: () => void }) => {
  const t = useWords(cardWords)
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return (
    <figure className="gs-card-photo">
      {url !== undefined && <img src={url} alt={t('photo')} />}
      <figcaption>
        <span className="gs-muted">{t('photoKept')}</span>
        <Button type="text" size="small" icon={<X aria-hidden />} aria-label={t('photoRemove')} onClick={onRemove} />
      </figcaption>
    </figure>
  )
}
