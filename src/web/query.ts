import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './client.ts'

/** The one cache of answers. Refusals are not retried; a lost connection is, once. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      retry: (count, error) =>
        count < 1 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 502),
    },
    mutations: { retry: false },
  },
})
