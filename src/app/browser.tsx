import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { queryClient } from '../web/query.ts'
import { createRouter } from '../web/router.tsx'
import { ThemeRoot } from '../web/theme/ThemeRoot.tsx'
import { installVariables } from '../web/theme/variables.ts'
import { Toaster } from '../web/toast.tsx'

installVariables()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ThemeRoot>
        <RouterProvider router={createRouter()} />
        <Toaster />
      </ThemeRoot>
    </QueryClientProvider>
  </StrictMode>,
)
