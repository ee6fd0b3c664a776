import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { json } from '../../fields/json/json.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

/** 打印模板: what stands on the paper of quotes, contracts and the like, beside the one that is built in. */
export const printTemplates = defineObject('print-templates', label('打印模板', 'Print template'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 60, sortable: true }),
    object: text({ zh: '单据', en: 'Document', required: true, max: 40, sortable: true }),
    title: text({
      zh: '标题',
      en: 'Title',
      max: 60,
      help: label('空着用单据自己的标题', 'Left empty, the title of the document'),
    }),
    sections: json({
      zh: '版块',
      en: 'Blocks',
      default: [],
      help: label('从上到下；空着用内置的版块', 'From top to bottom; left empty, those that are built in'),
    }),
    footer: text({ zh: '页脚', en: 'Footer', max: 120 }),
    paper: choice({
      zh: '纸张',
      en: 'Paper',
      default: 'A4',
      options: [
        { key: 'A4', zh: 'A4 纵向', en: 'A4 upright' },
        { key: 'A5', zh: 'A5 横向', en: 'A5 landscape' },
      ],
    }),
    isDefault: boolean({
      zh: '默认',
      en: 'Default',
      default: false,
      help: label(
        '每种单据只有一个；设了它，原来的默认就取消',
        'One per document; setting it takes it from the former one',
      ),
    }),
  },
  traits: {
    template: {
      object: 'object',
      title: 'title',
      blocks: 'sections',
      footer: 'footer',
      paper: 'paper',
      preferred: 'isDefault',
    },
    recyclable: true,
  },
  access: [grant('administrator', 'read create update delete purge', 'all'), grant('everyone', 'read', 'all')],
  title: 'name',
  list: ['name', 'object', 'paper', 'isDefault', 'updatedAt'],
  sort: 'name',
  form: [
    { label: label('打印模板', 'Print template'), fields: ['name', 'object', 'title', 'footer', 'paper', 'isDefault'] },
  ],
})
