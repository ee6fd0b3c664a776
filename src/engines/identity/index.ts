import type { Engine } from '../../kernel/kernel.ts'
import { checkDuplicates } from './check.ts'
import { listClusters, readCluster } from './clusters.ts'
import { decideCluster, listScans, startScan } from './decide.ts'
import { described } from './described.ts'
import { identityHooks } from './guard.ts'
import { keyPeopleWatch } from './key-people.ts'
import { mergeHandler } from './merge/merge.ts'
import { listMerges, mergeRecords, mergeUndoer, previewMerge, successorOf, undoMerge } from './merge/routes.ts'
import type { IdentityParts } from './parts.ts'
import { readRules, writeRules } from './rules.ts'
import { keysJob } from './scan/keys-job.ts'
import { scanJob } from './scan/scan.ts'
import { identitySchema } from './schema.ts'

/** 查重、合并: who is who (C5–C10, C14, F21, G7–G9, G15). Rules stand apart from comparison (ADR 14). */
export const createIdentity = (parts: IdentityParts, objects: readonly string[]): Engine => ({
  name: 'identity',
  schema: identitySchema,
  hooks: identityHooks(parts),
  actions: objects.map((path) => mergeHandler(parts, path)),
  consumers: [keyPeopleWatch(parts)],
  jobs: [scanJob(parts), keysJob(parts)],
  undoers: { merge: mergeUndoer(parts) },
  refresh: (db) => parts.state.refresh(db),
  successor: successorOf(parts.kernel),
  routes: [
    {
      method: 'POST',
      path: '/duplicates/check',
      openapi: described.check,
      run: (call) => checkDuplicates(parts, call),
    },
    {
      method: 'GET',
      path: '/duplicates/rules',
      query: [],
      openapi: described.rules,
      run: async (call) => readRules(parts, call),
    },
    {
      method: 'POST',
      path: '/duplicates/rules',
      openapi: described.writeRules,
      run: (call) => writeRules(parts, call),
    },
    { method: 'POST', path: '/duplicates/scans', openapi: described.scan, run: startScan },
    { method: 'GET', path: '/duplicates/scans', query: ['object'], openapi: described.scans, run: listScans },
    {
      method: 'GET',
      path: '/duplicates/clusters',
      query: ['object', 'state', 'cursor', 'limit'],
      openapi: described.clusters,
      run: listClusters,
    },
    { method: 'GET', path: '/duplicates/clusters/:id', query: [], openapi: described.cluster, run: readCluster },
    {
      method: 'POST',
      path: '/duplicates/clusters/:id/decide',
      atomic: true,
      openapi: described.decide,
      run: decideCluster,
    },
    { method: 'POST', path: '/duplicates/preview', openapi: described.preview, run: previewMerge },
    { method: 'POST', path: '/duplicates/merge', atomic: true, openapi: described.merge, run: mergeRecords },
    {
      method: 'GET',
      path: '/duplicates/merges',
      query: ['object', 'cursor', 'limit'],
      openapi: described.merges,
      run: listMerges,
    },
    {
      method: 'POST',
      path: '/duplicates/merges/:id/undo',
      atomic: true,
      openapi: described.unmerge,
      run: (call) => undoMerge(parts, call),
    },
  ],
})
