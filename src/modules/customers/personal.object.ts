import { choice } from '../../fields/choice/choice.ts'
import { region } from '../../fields/region/region.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'

/** A contact as a person (A27), and how to talk with them (M28). The birthday, which gives the age, is a field of every contact. */
export const personalFields = {
  gender: choice({
    zh: '性别',
    en: 'Gender',
    options: [
      { key: 'male', zh: '男', en: 'Male' },
      { key: 'female', zh: '女', en: 'Female' },
    ],
  }),
  education: choice({
    zh: '学历',
    en: 'Education',
    options: [
      { key: 'secondary', zh: '高中及以下', en: 'Secondary school' },
      { key: 'college', zh: '大专', en: 'College' },
      { key: 'bachelor', zh: '本科', en: 'Bachelor' },
      { key: 'master', zh: '硕士', en: 'Master' },
      { key: 'doctor', zh: '博士', en: 'Doctorate' },
    ],
  }),
  region: region({ zh: '籍贯', en: 'Home region' }),
  ethnicity: text({ zh: '民族', en: 'Ethnicity', max: 40 }),
  family: text({ zh: '家庭', en: 'Family', max: 300 }),
  habits: text({ zh: '习惯', en: 'Habits', max: 300 }),
  hobbies: text({ zh: '爱好', en: 'Hobbies', max: 300 }),
  style: choice({
    zh: '沟通风格',
    en: 'Style',
    options: [
      { key: 'driver', zh: '支配型', en: 'Driver' },
      { key: 'expressive', zh: '表达型', en: 'Expressive' },
      { key: 'amiable', zh: '和蔼型', en: 'Amiable' },
      { key: 'analytical', zh: '分析型', en: 'Analytical' },
    ],
    help: label(
      '支配型：先说结论，给选择；表达型：多听多赞同，谈前景；和蔼型：先交情后业务，不催；分析型：备好数据，一步一步说清',
      'Driver: conclusion first, give a choice. Expressive: listen, agree, talk of prospects. Amiable: the person first, no pressure. Analytical: bring figures, step by step',
    ),
  }),
} as const
