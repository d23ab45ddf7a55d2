namespace ModelGateway.Tests.Tokens;

/// <summary>Ordinary prose in many languages, written for these tests.</summary>
internal static class LanguageTexts
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["English"] =
            """
            The ferry leaves the harbour at seven in the morning, long before the shops open. Anna had packed her bag the night before, because
            she knew that she would not find her passport in the dark. "You never forget anything important," her brother said, and handed her a
            cup of coffee. The sea was calm, and a thin line of light lay on the horizon. They talked about the house that their grandparents had
            built with their own hands, about the orchard behind it, and about the summer when the well ran dry.

            Please summarise the attached report in three bullet points. Mention the revenue of the last quarter, what changed compared with the
            year before, and which risks the auditors point out. If a figure is missing, say so instead of guessing. Keep the tone neutral and do
            not use more than eighty words altogether.
            """,
        ["German"] =
            """
            Die Fähre verlässt den Hafen um sieben Uhr morgens, lange bevor die Geschäfte öffnen. Anna hatte ihre Tasche schon am Abend vorher
            gepackt, weil sie wusste, dass sie ihren Reisepass im Dunkeln nicht finden würde. „Du vergisst nie etwas Wichtiges“, sagte ihr Bruder
            und reichte ihr eine Tasse Kaffee. Das Meer war ruhig, und am Horizont lag ein schmaler Streifen Licht. Sie sprachen über das Haus,
            das ihre Großeltern mit eigenen Händen gebaut hatten, und über die Obstbäume dahinter.

            Bitte fassen Sie den angehängten Geschäftsbericht in drei Stichpunkten zusammen. Erwähnen Sie den Umsatz des letzten Quartals, die
            Veränderungen gegenüber dem Vorjahr und die Risiken, auf die die Wirtschaftsprüfer hinweisen.
            """,
        ["French"] =
            """
            Le ferry quitte le port à sept heures du matin, bien avant l'ouverture des magasins. Anna avait préparé son sac la veille, car elle
            savait qu'elle ne retrouverait pas son passeport dans l'obscurité. « Tu n'oublies jamais rien d'important », lui dit son frère en lui
            tendant une tasse de café. La mer était calme et une mince bande de lumière s'étendait à l'horizon. Ils parlèrent de la maison que
            leurs grands-parents avaient construite de leurs propres mains et du verger qui se trouvait derrière.

            Veuillez résumer le rapport ci-joint en trois points. Mentionnez le chiffre d'affaires du dernier trimestre et les risques signalés.
            """,
        ["Spanish"] =
            """
            El transbordador sale del puerto a las siete de la mañana, mucho antes de que abran las tiendas. Ana había preparado su bolso la noche
            anterior, porque sabía que no encontraría el pasaporte en la oscuridad. «Nunca olvidas nada importante», le dijo su hermano, y le dio
            una taza de café. El mar estaba tranquilo y en el horizonte se veía una delgada línea de luz. Hablaron de la casa que sus abuelos
            habían construido con sus propias manos y del verano en que se secó el pozo.
            """,
        ["Polish"] =
            """
            Prom odpływa z portu o siódmej rano, na długo przed otwarciem sklepów. Anna spakowała torbę już poprzedniego wieczoru, ponieważ
            wiedziała, że w ciemności nie znajdzie paszportu. „Nigdy nie zapominasz o niczym ważnym”, powiedział jej brat i podał jej filiżankę
            kawy. Morze było spokojne, a na horyzoncie widniał wąski pas światła. Rozmawiali o domu, który ich dziadkowie zbudowali własnymi
            rękami, o sadzie za domem i o lecie, kiedy wyschła studnia.
            """,
        ["Turkish"] =
            """
            Feribot sabah saat yedide, dükkânlar açılmadan çok önce limandan ayrılıyor. Ayşe çantasını bir gece önceden hazırlamıştı, çünkü
            karanlıkta pasaportunu bulamayacağını biliyordu. Kardeşi ona bir fincan kahve uzatırken önemli hiçbir şeyi unutmadığını söyledi.
            Deniz sakindi ve ufukta ince bir ışık çizgisi görünüyordu. Büyükanne ve büyükbabalarının kendi elleriyle yaptıkları evden konuştular.
            """,
        ["Russian"] =
            """
            Паром уходит из порта в семь часов утра, задолго до открытия магазинов. Анна собрала сумку ещё накануне вечером, потому что знала, что
            в темноте не найдёт свой паспорт. «Ты никогда не забываешь ничего важного», — сказал брат и протянул ей чашку кофе. Море было
            спокойным, и на горизонте лежала тонкая полоса света. Они говорили о доме, который их дедушка и бабушка построили своими руками, и о
            саде за ним.

            Пожалуйста, кратко изложите приложенный отчёт в трёх пунктах. Укажите выручку за последний квартал и риски, отмеченные аудиторами.
            """,
        ["Greek"] =
            """
            Το πλοίο φεύγει από το λιμάνι στις επτά το πρωί, πολύ πριν ανοίξουν τα μαγαζιά. Η Άννα είχε ετοιμάσει την τσάντα της από το
            προηγούμενο βράδυ, γιατί ήξερε ότι δεν θα έβρισκε το διαβατήριό της μέσα στο σκοτάδι. Η θάλασσα ήταν ήρεμη και στον ορίζοντα φαινόταν
            μια λεπτή γραμμή φωτός. Μιλούσαν για το σπίτι που είχαν χτίσει οι παππούδες τους με τα ίδια τους τα χέρια.
            """,
        ["Hebrew"] =
            """
            המעבורת יוצאת מהנמל בשבע בבוקר, הרבה לפני שהחנויות נפתחות. חנה ארזה את התיק שלה כבר בערב הקודם, כי ידעה שלא תמצא את הדרכון שלה בחושך.
            אחיה הושיט לה כוס קפה ואמר שהיא אף פעם לא שוכחת דברים חשובים. הים היה שקט, ובאופק נראה פס דק של אור. הם דיברו על הבית שסבא וסבתא שלהם
            בנו במו ידיהם.
            """,
        ["Arabic"] =
            """
            تغادر العبّارة الميناء في الساعة السابعة صباحًا، قبل وقت طويل من افتتاح المتاجر. كانت آنا قد أعدّت حقيبتها في الليلة السابقة، لأنها كانت
            تعلم أنها لن تجد جواز سفرها في الظلام. قال لها أخوها وهو يناولها فنجانًا من القهوة: أنت لا تنسين أبدًا شيئًا مهمًا. كان البحر هادئًا،
            وظهر على الأفق خيط رفيع من الضوء. تحدثا عن البيت الذي بناه جداهما بأيديهما.
            """,
        ["Hindi"] =
            """
            नौका सुबह सात बजे बंदरगाह से निकलती है, दुकानें खुलने से बहुत पहले। अन्ना ने अपना बैग एक रात पहले ही तैयार कर लिया था, क्योंकि वह जानती थी कि अंधेरे में उसे
            अपना पासपोर्ट नहीं मिलेगा। उसके भाई ने उसे कॉफ़ी का प्याला देते हुए कहा कि तुम कभी कोई ज़रूरी चीज़ नहीं भूलतीं। समुद्र शांत था और क्षितिज पर प्रकाश की एक
            पतली रेखा दिखाई दे रही थी। वे उस घर के बारे में बात करते रहे जिसे उनके दादा-दादी ने अपने हाथों से बनाया था।
            """,
        ["Thai"] =
            """
            เรือข้ามฟากออกจากท่าเรือเวลาเจ็ดโมงเช้า ก่อนร้านค้าเปิดนานมาก แอนนาเตรียมกระเป๋าไว้ตั้งแต่คืนก่อน เพราะเธอรู้ว่าจะหาหนังสือเดินทางในความมืดไม่เจอ
            พี่ชายยื่นกาแฟให้เธอหนึ่งถ้วยและบอกว่าเธอไม่เคยลืมเรื่องสำคัญเลย ทะเลสงบและมีแสงบางๆ อยู่ที่ขอบฟ้า พวกเขาคุยกันเรื่องบ้านที่ปู่ย่าสร้างด้วยมือของตัวเอง
            """,
        ["Chinese"] =
            """
            渡轮早上七点离开港口，那时商店还没有开门。安娜前一天晚上就收拾好了行李，因为她知道在黑暗中找不到自己的护照。“重要的东西你从来不会忘记，”她的哥哥说着，递给她一杯咖啡。
            海面很平静，地平线上有一道细细的光。他们谈起祖父母亲手建造的房子，谈起屋后的果园，还有水井干涸的那个夏天。

            请用三个要点总结附件中的报告。说明上一季度的收入、与去年相比有哪些变化，以及审计师指出了哪些风险。如果缺少某个数字，请直接说明，不要猜测。
            """,
        ["Japanese"] =
            """
            フェリーは朝七時に港を出ます。店が開くずっと前のことです。アンナは前の晩に荷物をまとめておきました。暗い中ではパスポートが見つからないとわかっていたからです。
            「大事なものは決して忘れないね」と兄は言って、コーヒーを一杯渡してくれました。海は穏やかで、水平線には細い光の筋が見えました。二人は祖父母が自分たちの手で建てた家のこと、
            裏の果樹園のこと、井戸が涸れた夏のことを話しました。
            """,
        ["Korean"] =
            """
            페리는 상점이 문을 열기 훨씬 전인 아침 일곱 시에 항구를 떠납니다. 안나는 어둠 속에서 여권을 찾지 못할 것을 알고 있었기 때문에 전날 밤에 미리 가방을 싸 두었습니다.
            오빠는 커피 한 잔을 건네며 너는 중요한 것을 절대 잊지 않는다고 말했습니다. 바다는 잔잔했고 수평선에는 가느다란 빛줄기가 보였습니다. 그들은 할아버지와 할머니가 직접 지은
            집에 대해 이야기했습니다.
            """,
    };
}
