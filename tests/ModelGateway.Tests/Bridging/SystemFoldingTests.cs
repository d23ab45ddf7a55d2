using Microsoft.Extensions.AI;
using ModelGateway.Bridging;

namespace ModelGateway.Tests.Bridging;

public sealed class SystemFoldingTests
{
    [Fact]
    public void Fold_PutsInstructionsBeforeTheFirstUserMessage()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.Assistant, "Hello."),
            new(ChatRole.User, "Hi"),
            new(new ChatRole("developer"), "Be kind."),
            new(ChatRole.User, "And?"),
        ];

        IReadOnlyList<ChatMessage> folded = SystemFolding.Fold(messages, "Be true.");

        Assert.Equal(
            ["Hello.", "<instructions>\nBe true.\n\nBe brief.\n\nBe kind.\n</instructions>\n\nHi", "And?"], folded.Select(
                static message => message.Text));
        Assert.Equal("Hi", messages[2].Text);
        Assert.Same(messages[1], folded[0]);
        Assert.Same(messages[4], folded[2]);
    }

    [Fact]
    public void Fold_KeepsTheOtherContentsOfTheUserMessage()
    {
        DataContent image = new("data:image/png;base64,AAAA");
        DataContent logo = new("data:image/png;base64,BBBB");
        ChatMessage system = new(ChatRole.System, [new TextContent("Look."), logo]);
        ChatMessage user = new(ChatRole.User, [image, new TextContent("What is it?")]) { MessageId = "m1" };

        ChatMessage folded = Assert.Single(SystemFolding.Fold([system, user], null));

        Assert.Equal("m1", folded.MessageId);
        Assert.Equal(2, user.Contents.Count);
        Assert.Equal("<instructions>\nLook.\n</instructions>\n\n", Assert.IsType<TextContent>(folded.Contents[0]).Text);
        Assert.Same(logo, folded.Contents[1]);
        Assert.Same(image, folded.Contents[2]);
        Assert.Equal("What is it?", Assert.IsType<TextContent>(folded.Contents[3]).Text);
    }

    [Fact]
    public void Fold_KeepsThePropertiesOfTheFirstText()
    {
        AdditionalPropertiesDictionary marks = new() { ["cache"] = true };
        ChatMessage user = new(ChatRole.User, [new TextContent("Hi") { AdditionalProperties = marks }, new TextContent("there")]);

        ChatMessage folded = Assert.Single(SystemFolding.Fold([user], "Be brief."));

        Assert.Same(marks, folded.Contents[0].AdditionalProperties);
        Assert.Equal(2, folded.Contents.Count);
    }

    [Fact]
    public void Fold_InsertsAUserMessageWhereThereIsNone()
    {
        IReadOnlyList<ChatMessage> folded =
            SystemFolding.Fold([new ChatMessage(ChatRole.System, "Tell a joke."), new ChatMessage(ChatRole.Assistant, "Why…")], null);

        Assert.Equal([ChatRole.User, ChatRole.Assistant], folded.Select(static message => message.Role));
        Assert.Equal("<instructions>\nTell a joke.\n</instructions>", folded[0].Text);
    }

    [Fact]
    public void Fold_ReturnsTheSameHistoryWhereThereIsNothingToFold()
    {
        ChatMessage[] messages = [new(ChatRole.User, "Hi")];
        Assert.Same(messages, SystemFolding.Fold(messages, " "));
        Assert.Same(messages[0], Assert.Single(SystemFolding.Fold([new ChatMessage(ChatRole.System, ""), messages[0]], null)));
    }
}
