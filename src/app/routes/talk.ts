import { addComment, deleteComment, editComment, listComments } from '../../engines/comments/index.ts'
import { searchAll } from '../../engines/search/index.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import { limitOf, type Route } from '../../kernel/rest/route.ts'

const mostHits = 50

/** Search and comments. */
export const talkRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/search',
    query: ['q', 'limit'],
    run: async (call) => ({
      body: {
        data: await searchAll(
          call.kernel,
          call.context,
          (call.query.q ?? '').slice(0, 200),
          limitOf(call, 20, mostHits),
        ),
      },
    }),
  },
  {
    method: 'GET',
    path: '/:object/:id/comments',
    run: async (call) => ({
      body: {
        data: await listComments(call.kernel, call.context, objectOf(call), call.params.id ?? ''),
        page: { next: null, total: null },
      },
    }),
  },
  {
    method: 'POST',
    path: '/:object/:id/comments',
    run: async (call) => ({
      status: 201,
      body: await addComment(call.kernel, call.context, objectOf(call), call.params.id ?? '', call.body),
    }),
  },
  {
    method: 'PATCH',
    path: '/comments/:id',
    run: async (call) => ({ body: await editComment(call.kernel, call.context, call.params.id ?? '', call.body) }),
  },
  {
    method: 'DELETE',
    path: '/comments/:id',
    run: async (call) => {
      await deleteComment(call.kernel, call.context, call.params.id ?? '')
      return { status: 204 }
    },
  },
]
