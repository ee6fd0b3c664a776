import { describe, expect, it } from 'vitest'
import { bucketOf } from './s3.ts'

const keys = { id: 'id', secret: 'secret' }

describe('the address of a bucket', () => {
  it('names bucket, prefix, region; at the public service the bucket is part of the host', () => {
    expect(bucketOf('s3://files/green/sea/?region=eu-central-1', keys)).toEqual({
      endpoint: 'https://s3.eu-central-1.amazonaws.com',
      bucket: 'files',
      prefix: 'green/sea',
      region: 'eu-central-1',
      pathStyle: false,
      accessKeyId: 'id',
      secretAccessKey: 'secret',
    })
  })

  it('takes a server of one’s own, with the bucket in the path unless told otherwise', () => {
    const own = 's3://files?endpoint=http%3A%2F%2Fminio%3A9000'
    expect(bucketOf(own, keys)).toMatchObject({ endpoint: 'http://minio:9000', pathStyle: true, prefix: '' })
    expect(bucketOf(`${own}&pathStyle=0`, keys).pathStyle).toBe(false)
  })

  it.each([
    ['s3://files', {}, /AWS_ACCESS_KEY_ID/],
    ['s3://files', { id: 'id' }, /AWS_SECRET_ACCESS_KEY/],
    ['s3://files?regoin=x', keys, /regoin/],
    ['s3://', keys, /bucket/],
  ])('%s with %j says what is missing', (address, given, said) => {
    expect(() => bucketOf(address, given)).toThrow(said)
  })
})
