namespace ModelGateway.Tests.Catalog.Agreement;

/// <summary>
/// Why the catalog differs from the lists. The first rule that fits a difference gives its reason. Every difference must fit a rule, and
/// every rule a difference.
/// </summary>
internal static class AgreementRules
{
    public static readonly IReadOnlyList<AgreementRule> All =
    [
        new("Where sources disagree, the catalog has the larger limit: one that is too low cuts answers that callers ask for.",
            Source: "LiteLLM",
            Model: "(openai|azure-openai)/(gpt-4|gpt-4-0613|chatgpt-4o-latest)|(bedrock|vertex-ai)/.*claude-(3-7-sonnet|haiku-4-5).*|groq/.*",
            Field: "output|context"),
        new("The catalog has models that answer with text and images as chat models, and their images by tokens.",
            Source: "LiteLLM", Model: "(gemini|vertex-ai)/gemini-(2\\.5-flash|3-pro)-image.*", Field: "kind|price image.*Item"),
        new("Dated: since 2026-05-15 the retired names are answered by grok-4.3 and billed like it; the list has their own prices.",
            Source: "LiteLLM|GenAiPrices", Model: "xai/grok-(3|4|4-0709|4-(1-)?fast-.*|.*-latest)", Field: "price .*"),
        new("OpenRouter lists the parameters that a model takes; what it does not list the import takes for a no, since a request with it would be refused or the parameter ignored. The catalog says no only where other sources agree, and else leaves it unknown.", Source: "OpenRouter", Field: "can .*", Ours: "", Theirs: "no"),
        new("The catalog has it as a model that makes music or reads documents, to which the gateway sends no chats, and says of such nothing more.", Source: "OpenRouter", Model: ".*/(lyria-3-.*|qianfan-ocr-.*|llama-guard-.*|gpt-oss-safeguard-.*|ui-tars-.*|morph-.*|relace-.*|.*-safety.*|.*guard.*|gpt-audio.*|bodybuilder|pareto-code|.*-ocr.*)", Field: "kind|can .*|output|context|price .*"),
        new("The catalog has the price with six places.", Source: "OpenRouter", Field: "price .*", Ours: "0\\.\\d{4,6}"),
        new("A limit that OpenRouter's first provider of the model sets on answers; the model's own is the context window.",
            Source: "OpenRouter", Field: "output", Ours: ""),
        new("Of OpenRouter's models the catalog follows OpenRouter's own list (2026-05-15), and only where that does not have the model the others, of which LiteLLM's is written by hand and often of another day.", Source: "LiteLLM|GenAiPrices", Model: "openrouter/.*"),
        new("LiteLLM's unit is wrong: the prices are a thousand or a hundred thousand times those that the provider publishes per million tokens.", Source: "LiteLLM", Model: "(wandb|azure-ai-foundry)/.*", Field: "price (input|output)", Theirs: "\\d{4,}"),
        new(
            "Dated: the list has the introductory price, which ended on 2026-09-01; the catalog has both.",
            Source: "LiteLLM",
            Model: ".*claude-sonnet-5.*",
            Field: "price .*"),
        new("Dated: the list has the regular price; until 2027-01-01 half of it is asked, and the catalog has both.", Source: "LiteLLM",
            Model: ".*/gemini-3\\.[67]-flash", Field: "price (batch |flex )?(input|output|cacheRead|reasoning)"),
        new("Dated: prices, limits and windows of DeepSeek as they have been since; the catalog has those of 2026-08-16 with their hours.",
            Source: "LiteLLM|GenAiPrices", Model: "deepseek/.*", Field: "price (input|output|cacheRead)|context|output"),
        new("A 0 means that storing what is cached costs nothing; writing it is billed as input, which is what the catalog says by saying nothing.", Source: "LiteLLM", Field: "price cacheWrite", Theirs: "0"),
        new("The catalog has the day of the provider's own table of retirements.", Source: "LiteLLM", Field: "sunset"),
        new(
            "Of another day: the catalog follows LiteLLM's list (2026-08-01), which names its source for them.",
            Source: "GenAiPrices",
            Model: "(ovhcloud|novita|groq|together|bedrock|azure-openai|gemini|vertex-ai)/.*",
            Field: "price (input|output|cacheRead)",
            Ours: ".+"),
        new("LiteLLM's entry without a region has the price of a data zone, a tenth more; the catalog has the global price, which LiteLLM lists too, and the zones as factors.", Source: "LiteLLM", Model: "azure-openai/.*", Field: "price (input|output|cacheRead)", Ours: ".+"),
        new("The lists disagree; the catalog follows genai-prices or the maker's own page, which have the later price.", Source: "LiteLLM",
            Model: "(mistral|fireworks|bedrock|xai|deepinfra|together|groq)/.*", Field: "price (input|output|cacheRead)", Ours: ".+"),
        new("A price for tokens of other modalities, which the catalog has by image, second and frame, as Google bills them there.",
            Source: "GenAiPrices", Model: "vertex-ai/gemini-embedding-2", Field: "price (audio|image|video)Input"),
        new("The list takes over the multiple by which Anthropic's later models bill the cache; this model had none.",
            Source: "GenAiPrices", Model: "anthropic/claude-3-sonnet", Field: "price cache.*"),
        new(
            "The list's price of the cache for an hour is that of another model: it must be twice the input.",
            Source: "LiteLLM",
            Model: "anthropic/claude-3-(haiku|opus)-.*",
            Field: "price cacheWrite1Hour"),
        new("An embedding has no output to bill.", Model: ".*(embed|bge).*", Field: "price output|output", Ours: ""),
        new("LiteLLM lists the priority tier at the standard price of large requests, which Google does not: unknown.", Source: "LiteLLM",
            Model: "gemini/gemini-2.5-pro", Field: "price priority .*", Ours: ""),
        new("The list has prices of large requests where the catalog has none: the model takes no such requests at this provider, the price is 0 whatever the size, or the provider has ended it.", Field: "price .* >.*", Ours: ""),
        new(
            "The list's price is Google's of then for a million characters, not tokens: unknown.",
            Source: "GenAiPrices",
            Model: "(gemini|vertex-ai)/gemini-pro",
            Field: "price (input|output)",
            Ours: ""),
        new("A preview is in the catalog by another name of its model, with that one's price of today; and cached tokens cost in the flex tier what they cost without it.", Source: "LiteLLM", Model: "(gemini|vertex-ai)/.*", Field: "price (flex )?(audioInput|cacheRead|output)", Ours: ".+"),
        new("Searches are priced by how much they are to find, or under a model's own agreement: the catalog leaves unknown what it cannot say exactly.", Source: "LiteLLM", Field: "price webSearch"),
        new(
            "A service tier that the catalog's source for this model does not have yet.",
            Source: "LiteLLM",
            Field: "price (batch|flex|priority) .*",
            Ours: ""),
        new("genai-prices rounds windows, or has that of an earlier version of the model; the catalog has the provider's.",
            Source: "GenAiPrices", Field: "context"),
        new("The list has Anthropic's beta window of 1M tokens, which takes a header; the catalog has the one without.", Source: "LiteLLM",
            Model: ".*claude-.*", Field: "context", Theirs: "1000000"),
        new(
            "The entry is of an embedding model under this model's name.",
            Source: "LiteLLM",
            Model: "gemini/gemini-1.5-flash",
            Field: "context|kind|dimensions|price output"),
        new("LiteLLM's entries of Ollama's first models, with the windows and the completion API of then; what a local server puts out is limited by its window only.", Source: "LiteLLM", Model: "ollama/.*", Field: "context|output|kind"),
        new(
            "The catalog has the limits of the version that the name stands for now.",
            Source: "LiteLLM",
            Model: "mistral/.*",
            Field: "context|output"),
        new(
            "A limit that is the context window again: the catalog has no limit of its own for answers.",
            Source: "LiteLLM",
            Field: "output",
            Ours: ""),
        new(
            "The length of vectors unless a request chooses; the list has the largest or another model's.",
            Source: "LiteLLM",
            Field: "dimensions"),
        new("A model that sorts, reads documents or completes code: the catalog says that the gateway sends it no chats.",
            Source: "LiteLLM", Field: "kind", Ours: "Other"),
        new("LiteLLM's flag is of the API for live sessions or of a preview; the model makes none in the API that the gateway speaks.",
            Source: "LiteLLM", Model: "(gemini|vertex-ai)/.*", Field: "can (audio|image)-output"),
        new(
            "LiteLLM gives the flag to the whole family; the maker's documentation of this model says no.",
            Source: "LiteLLM",
            Field: "can .*",
            Ours: "no",
            Theirs: "yes"),
        new("LiteLLM's entry lacks what the maker documents of the model.", Source: "LiteLLM", Field: "can .*", Ours: "yes", Theirs: "no"),
        new(
            "Only this list speaks, or sources contradict each other: the catalog leaves it unknown.",
            Source: "LiteLLM",
            Field: "can .*",
            Ours: ""),
    ];
}
