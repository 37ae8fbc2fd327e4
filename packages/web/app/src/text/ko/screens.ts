/** Titles and help of the screens, and the words that only one of them has. */
export const screens = {
  screens: {
    s130: {
      title: '매매자료확인',
      help:
        '우리에게 제출된 매매자료를 우리 장부와 나란히 보고 확인하거나 거부합니다. 다른 항목은 ' +
        '≠ 표시와 함께 드러납니다.',
    },
    s320: {
      title: '결제처리',
      help:
        '처분제한, 이체요청, 이체확인, 결제완료를 차례로 처리합니다. 막힌 거래는 행에서 Enter를 ' +
        '눌러 까닭을 봅니다.',
    },
    s410: {
      title: '매매결제현황',
      help: '하루의 흐름을 상태와 시간으로 보고, 숫자를 눌러 그 거래로 내려갑니다.',
    },
  },
  start: {
    title: '오늘 할 일',
    help: '내 역할에서 지금 기다리는 일을 차례로 보여 줍니다. 줄을 누르면 그 화면으로 갑니다.',
    lead: '{{institution}}[이/가] 지금 할 일입니다.',
    nothing: '지금 기다리는 일이 없습니다',
    nothingNext: '새 일이 오면 여기에 나타납니다. 하루 전체는 매매결제현황에서 봅니다.',
    mine: '우리 차례',
    approvals: '승인 대기',
    approvalsOwn: '그중 내가 올린 {{n}}건은 다른 사람이 승인합니다',
    late: '마감을 지난 거래',
    today: '오늘',
    open: '열기',
  },
  s410: {
    flow: '오늘의 흐름',
    trades: '거래',
  },
};
